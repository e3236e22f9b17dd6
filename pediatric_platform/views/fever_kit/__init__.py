"""Pages of the fever kit, its door and the numbers of the golden hour."""
