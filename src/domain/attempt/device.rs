//! A device in words for people, from what a browser says of itself: `Chrome, Windows`.

/// What a browser's name begins with, most telling first: nearly all of them also claim to be Chrome, and Chrome to be Safari.
const BROWSERS: [(&str, &str); 10] = [
    ("MicroMessenger", "WeChat"),
    ("DingTalk", "DingTalk"),
    ("wxwork", "WeCom"),
    ("HuaweiBrowser", "Huawei Browser"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
];

const SYSTEMS: [(&str, &str); 8] = [
    ("OpenHarmony", "HarmonyOS"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// The browser and the system, as far as they can be told.
pub fn device_of(user_agent: &str) -> String {
    let named = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    let parts: Vec<&str> = [named(&BROWSERS), named(&SYSTEMS)].into_iter().flatten().collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::device_of;

    #[test]
    fn browsers_are_told_apart_by_their_most_telling_word() {
        let webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
        let cases = [
            (
                format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {webkit} Chrome/130.0.0.0 Safari/537.36"),
                "Chrome, Windows",
            ),
            (format!("Mozilla/5.0 (Windows NT 10.0) {webkit} Chrome/130.0 Safari/537.36 Edg/130.0"), "Edge, Windows"),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0".to_owned(), "Firefox, Linux"),
            (
                format!("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) {webkit} Version/18.0 Safari/604.1"),
                "Safari, iPhone",
            ),
            (
                format!(
                    "Mozilla/5.0 (Linux; Android 14) {webkit} Chrome/126.0 Mobile Safari/537.36 MicroMessenger/8.0"
                ),
                "WeChat, Android",
            ),
            ("curl/8".to_owned(), ""),
        ];
        for (agent, words) in cases {
            assert_eq!(device_of(&agent), words, "{agent}");
        }
    }
}
