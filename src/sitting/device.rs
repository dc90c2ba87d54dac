//! Where this is.

use super::dom::window;
use crate::domain::attempt::device::device_of;

pub(super) fn device() -> String {
    device_of(&window().navigator().user_agent().unwrap_or_default())
}
