"""Storage on real disks."""
