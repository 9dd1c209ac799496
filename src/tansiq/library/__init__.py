"""What has been reported, found again by its words: by each reader only what that reader may see."""
