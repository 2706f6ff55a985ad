"""Where batches are worked on: this process, several, or a cluster. The seam is ``map``, in order."""
