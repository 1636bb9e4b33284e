//! The design system's components, named as in the NHS service manual, and the few of our own.
