"""Its place in this folder lets every test import the helpers that stand here: `sheets`, `specimens`."""
