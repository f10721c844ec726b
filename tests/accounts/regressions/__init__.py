"""Real bugs of the packages that we build on, each by the name of the release that mended it."""
