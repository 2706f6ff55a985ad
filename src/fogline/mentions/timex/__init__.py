"""Time expressions, taken apart: grammar, calendar arithmetic, tense, readings, day ranges as EDTF."""
