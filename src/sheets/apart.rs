//! Drawing by a program of its own: it is given the file, gives back pictures and words, and is ended when it takes too long.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use rustix::process::{Resource, Rlimit, setrlimit};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;
use tokio::sync::Semaphore;

use super::draw::draw;
use super::{CannotDraw, Sheets};

/// How many letters are drawn at the same time; more wait for a place.
const AT_ONCE: usize = 2;
/// How long somebody waits for their letter in all.
const PATIENCE: Duration = Duration::from_secs(10);
/// What the program that draws may hold in memory, in bytes.
const MEMORY: u64 = 1 << 30;
/// How long the program that draws may compute, in seconds.
const SECONDS: u64 = 10;
/// What it may give back, in bytes.
const LARGEST_ANSWER: u64 = 64 << 20;

/// Has letters drawn. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Drawer(Arc<Inside>);

#[derive(Debug)]
struct Inside {
    by: By,
    places: Semaphore,
    patience: Duration,
}

#[derive(Debug)]
enum By {
    /// One that knows the command `draw-letter`, with words that it is given first.
    Program(PathBuf, Vec<String>),
    #[cfg(test)]
    Ourselves,
}

impl Drawer {
    /// Draws with this very program, started once more for each letter.
    ///
    /// # Errors
    /// When nobody can tell where the program's file is.
    #[cfg(not(test))]
    pub fn own() -> std::io::Result<Self> {
        // Linux still finds a program whose file an update has replaced since.
        let program =
            if cfg!(target_os = "linux") { "/proc/self/exe".into() } else { std::env::current_exe()? };
        Ok(Self::with(By::Program(program, Vec::new()), PATIENCE))
    }

    /// Tests are another program: it draws by itself.
    #[cfg(test)]
    pub fn own() -> std::io::Result<Self> {
        Ok(Self::with(By::Ourselves, PATIENCE))
    }

    fn with(by: By, patience: Duration) -> Self {
        Self(Arc::new(Inside { by, places: Semaphore::new(AT_ONCE), patience }))
    }

    /// At most `most` sheets of a PDF, from this place on.
    ///
    /// # Errors
    /// Why there are none; a file that takes too much is given up.
    pub async fn draw(&self, file: &[u8], from: usize, most: usize) -> Result<Sheets, CannotDraw> {
        let inside = &self.0;
        let place = tokio::time::timeout(inside.patience, inside.places.acquire()).await;
        let Ok(Ok(_place)) = place else { return Err(CannotDraw::Busy) };
        let mut program = match &inside.by {
            By::Program(program, first) => {
                let mut program = Command::new(program);
                program.args(first);
                program
            }
            #[cfg(test)]
            By::Ourselves => return draw(file.to_vec(), from, most),
        };
        let drawn = drawn_by(&mut program, file, from, most);
        tokio::time::timeout(inside.patience, drawn).await.unwrap_or(Err(CannotDraw::TooMuch))
    }
}

async fn drawn_by(
    program: &mut Command,
    file: &[u8],
    from: usize,
    most: usize,
) -> Result<Sheets, CannotDraw> {
    let mut child = program
        .args(["draw-letter", "--from", &from.to_string(), "--most", &most.to_string()])
        // It is told nothing but the file: no settings, no keys.
        .env_clear()
        // Otherwise our allocator takes hold of a GiB at its start, which is all that the program may hold.
        .env("MIMALLOC_ARENA_EAGER_COMMIT", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(|why| {
            tracing::error!(%why, "letters cannot be drawn");
            CannotDraw::NotStarted
        })?;
    let (Some(mut to), Some(answer)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(CannotDraw::NotStarted);
    };
    let give = async move {
        // One that stops reading has stopped: what it says, or does not say, tells why.
        let _ = to.write_all(file).await;
    };
    let take = async move {
        let mut said = Vec::new();
        answer.take(LARGEST_ANSWER).read_to_end(&mut said).await.map(|_| said)
    };
    let ((), said) = tokio::join!(give, take);
    // Whatever ended it without a word took too much, or came upon a fault of the drawing itself.
    let said = said.map_err(|_| CannotDraw::TooMuch)?;
    serde_json::from_slice(&said).unwrap_or(Err(CannotDraw::TooMuch))
}

/// What `front-door draw-letter` does: reads a file, draws, and writes what came of it, within narrow limits.
///
/// # Errors
/// When it cannot read, write, or limit itself.
pub fn draw_for_whoever_asks(
    mut file: impl Read,
    mut answer: impl Write,
    from: usize,
    most: usize,
) -> std::io::Result<()> {
    for (what, most) in [(Resource::Data, MEMORY), (Resource::Cpu, SECONDS), (Resource::Core, 0)] {
        setrlimit(what, Rlimit { current: Some(most), maximum: Some(most) })?;
    }
    let mut whole = Vec::new();
    file.read_to_end(&mut whole)?;
    serde_json::to_writer(&mut answer, &draw(whole, from, most))?;
    answer.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::plain::pdf;

    /// Has a line of the shell draw.
    async fn shell(line: &str, patience: Duration) -> Result<Sheets, CannotDraw> {
        let by = By::Program("/bin/sh".into(), vec!["-c".to_owned(), line.to_owned()]);
        let drawer = Drawer::with(by, patience);
        drawer.draw(&pdf(&["Dear Sam".to_owned()]), 0, 5).await
    }

    #[tokio::test]
    async fn what_the_program_says_is_believed_and_a_program_that_says_nothing_took_too_much() {
        let long = Duration::from_secs(30);
        let said = r#"cat > /dev/null; echo '{"Ok":{"from":0,"of":1,"drawn":[]}}'"#;
        assert_eq!(shell(said, long).await, Ok(Sheets { from: 0, of: 1, drawn: Vec::new() }));
        assert_eq!(shell(r#"echo '{"Err":"Locked"}'"#, long).await, Err(CannotDraw::Locked));
        for line in ["exit 1", "kill -9 $$", "echo nonsense"] {
            assert_eq!(shell(line, long).await, Err(CannotDraw::TooMuch), "{line}");
        }
    }

    #[tokio::test]
    async fn a_program_that_never_ends_is_given_up_and_ended() {
        let folder = tempfile::tempdir().expect("a folder");
        let note = folder.path().join("pid");
        let line = format!("echo $$ > {}; exec sleep 600", note.display());
        assert_eq!(shell(&line, Duration::from_secs(2)).await, Err(CannotDraw::TooMuch));
        let pid = std::fs::read_to_string(&note).expect("it had started").trim().to_owned();
        let state = || std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        for _ in 0..100 {
            if state().is_empty() || state().contains(") Z ") {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("it goes on: {}", state());
    }

    #[tokio::test]
    async fn a_program_that_is_not_there_is_said_to_be_our_fault() {
        let drawer = Drawer::with(By::Program("/nowhere/front-door".into(), Vec::new()), PATIENCE);
        let drawn = drawer.draw(&pdf(&["Dear Sam".to_owned()]), 0, 5).await;
        assert_eq!(drawn, Err(CannotDraw::NotStarted));
    }
}
