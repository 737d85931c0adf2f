"""What the product knows: values and rules, no input or output."""
