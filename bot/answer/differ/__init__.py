"""What sources say of the thing that a question asks for: figures, days and names that compare."""
