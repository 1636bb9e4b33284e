//! How contact details are read, and that a change is made once, or not at all, or said to be unknown.

mod change;
mod contact;
