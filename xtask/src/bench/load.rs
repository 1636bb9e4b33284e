//! Pages a second, beside a static handler that sends the same bytes in the same run.

mod twin;
mod wrk;

use anyhow::Result;

use super::server::Server;
use super::{Options, figure, http};
use twin::Twin;
use wrk::Load;

const PAGES: [&str; 3] = ["/", "/appointments", "/record/test-results"];

/// What browsers say that they take.
const COMPRESSED: &str = "gzip, deflate, br, zstd";

pub fn measure(options: &Options) -> Result<()> {
    let twin = Twin::build()?;
    let server = Server::practice(&[])?;
    let cookie = server.log_in(&server.person_in_five()?)?;
    for path in PAGES {
        server.warm(&cookie, &[path])?;
        let page = http::get(server.address, path, &[("Cookie", &cookie)])?;
        let twin = twin.start(&page.body)?;
        for (encodings, how) in [("identity", "uncompressed"), (COMPRESSED, "compressed as browsers get it")]
        {
            let load = |address, path| {
                Load { address, path, cookie: &cookie, encodings, seconds: options.seconds }.run()
            };
            let ours = load(server.address, path)?;
            let beside = load(twin.address, "/")?;
            figure::print(&format!("{path} {how}"), ours.per_second, "pages/s");
            figure::print(&format!("{path} {how}, static"), beside.per_second, "pages/s");
            figure::print(
                &format!("{path} {how}, ratio (aim 0.5, floor 0.25)"),
                ours.per_second / beside.per_second.max(1.0),
                "",
            );
            figure::print(&format!("{path} {how}, p50"), ours.p50, "ms");
            figure::print(&format!("{path} {how}, p99"), ours.p99, "ms");
        }
    }
    Ok(())
}
