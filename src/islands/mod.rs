//! The parts that run in the browser. Leaf-sized; no personal data in their props.
