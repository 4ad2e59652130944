"""Images and documents: custom models, so that credit and licence travel with them."""
