"""In which order mentors stand, and how one goes on from where one has read."""
