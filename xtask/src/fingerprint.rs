//! A hash of the files that something is made from, to know whether it must be made again.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// The hash of these files, and of every file in these folders, by name and content: 16 hexadecimal digits.
pub fn of(root: &Path, names: &[&str]) -> Result<String> {
    let mut files = Vec::new();
    for name in names {
        collect(&root.join(name), &mut files)?;
    }
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        let content = fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        let name = file.strip_prefix(root).unwrap_or(&file).to_string_lossy();
        hash.update((name.len() as u64).to_le_bytes());
        hash.update(name.as_bytes());
        hash.update((content.len() as u64).to_le_bytes());
        hash.update(&content);
    }
    Ok(hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path).with_context(|| format!("{} cannot be read", path.display()))? {
        let entry = entry?;
        if entry.file_name() != "node_modules" {
            collect(&entry.path(), files)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_a_renamed_and_an_added_file_each_change_the_hash() {
        let folder = std::env::temp_dir().join(format!("fingerprint-{}", std::process::id()));
        fs::create_dir_all(folder.join("style/node_modules")).unwrap();
        let write = |name: &str, content: &str| fs::write(folder.join(name), content).unwrap();
        let hash = || of(&folder, &["style"]).unwrap();

        write("style/main.scss", "a");
        let first = hash();
        write("style/node_modules/other.scss", "not ours");
        assert_eq!(first, hash());
        write("style/main.scss", "b");
        let changed = hash();
        write("style/more.scss", "");
        let added = hash();
        fs::rename(folder.join("style/more.scss"), folder.join("style/less.scss")).unwrap();
        let renamed = hash();
        fs::remove_dir_all(&folder).unwrap();

        let all = std::collections::BTreeSet::from([first, changed, added, renamed]);
        assert_eq!(all.len(), 4);
    }
}
