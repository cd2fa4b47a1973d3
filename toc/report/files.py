"""Every file that a run can write, by its format."""
