"""The form of each answer, for the description at ``/openapi.json``; a test holds real answers against it."""
