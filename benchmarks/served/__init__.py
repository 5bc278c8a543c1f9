"""What `serving` measures with: servers in processes of their own, what they serve, and who asks them."""
