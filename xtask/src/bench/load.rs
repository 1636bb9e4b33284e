//! Pages a second, beside a static handler that sends the same bytes in the same run.

mod twin;
mod wrk;

use anyhow::Result;

use super::server::Server;
use super::{Options, figure, http};
use twin::Twin;
pub use wrk::Load;

const PAGES: [&str; 3] = ["/", "/appointments", "/record/test-results"];

/// What browsers say that they take.
const COMPRESSED: &str = "gzip, deflate, br, zstd";

/// Each page as it comes twice within a minute, and once more with every page made anew, which is what most people
/// meet: their first look at a page.
pub fn measure(options: &Options) -> Result<()> {
    let twin = Twin::build()?;
    for (keep_pages, made) in [("yes", ""), ("no", ", made anew each time")] {
        let server = Server::practice(&[("FRONT_DOOR_KEEP_PAGES", keep_pages)])?;
        let cookie = server.log_in(&server.person_in_five()?)?;
        for path in PAGES {
            server.warm(&cookie, &[path])?;
            let page = http::get(server.address, path, &[("Cookie", &cookie)])?;
            let twin = twin.start(&page.body)?;
            for (encodings, how) in [("identity", "uncompressed"), (COMPRESSED, "compressed")] {
                let load = |address, path| {
                    Load { address, path, cookie: &cookie, encodings, seconds: options.seconds }.run()
                };
                let ours = load(server.address, path)?;
                let beside = load(twin.address, "/")?;
                let name = format!("{path} {how}{made}");
                figure::print(&name, ours.per_second, "pages/s");
                figure::print(&format!("{name}, static"), beside.per_second, "pages/s");
                let ratio = ours.per_second / beside.per_second.max(1.0);
                figure::print(&format!("{name}, ratio (aim 0.5, floor 0.25)"), ratio, "");
                figure::print(&format!("{name}, p50"), ours.p50, "ms");
                figure::print(&format!("{name}, p99"), ours.p99, "ms");
            }
        }
    }
    Ok(())
}
