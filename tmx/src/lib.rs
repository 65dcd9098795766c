//! TMX 1.4b, streamed.
