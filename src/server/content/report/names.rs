//! Names of people and days of the week, as far as the two languages can be compared: a surname written in letters must stand
//! in Chinese characters, a weekday on both sides.

/// Surnames in letters, with the characters that are read so.
const SURNAMES: [(&str, &str); 117] = [
    ("Bai", "白柏"),
    ("Bao", "鲍包"),
    ("Bi", "毕"),
    ("Cai", "蔡"),
    ("Cao", "曹"),
    ("Cen", "岑"),
    ("Chai", "柴"),
    ("Chang", "常"),
    ("Chen", "陈谌"),
    ("Cheng", "程成"),
    ("Chu", "褚楚储"),
    ("Cui", "崔"),
    ("Dai", "戴"),
    ("Deng", "邓"),
    ("Ding", "丁"),
    ("Dong", "董"),
    ("Dou", "窦"),
    ("Du", "杜"),
    ("Duan", "段"),
    ("Fan", "范樊"),
    ("Fang", "方房"),
    ("Fei", "费"),
    ("Feng", "冯"),
    ("Fu", "傅付"),
    ("Gan", "甘"),
    ("Gao", "高"),
    ("Ge", "葛"),
    ("Geng", "耿"),
    ("Gong", "龚宫"),
    ("Gu", "顾古谷"),
    ("Guan", "关管"),
    ("Guo", "郭"),
    ("Han", "韩"),
    ("Hao", "郝"),
    ("He", "何贺"),
    ("Hong", "洪"),
    ("Hou", "侯"),
    ("Hu", "胡"),
    ("Hua", "华"),
    ("Huang", "黄"),
    ("Huo", "霍"),
    ("Ji", "季纪姬吉计"),
    ("Jia", "贾佳嘉家"),
    ("Jian", "简"),
    ("Jiang", "蒋江姜"),
    ("Jiao", "焦"),
    ("Jin", "金靳"),
    ("Jing", "景"),
    ("Kang", "康"),
    ("Kong", "孔"),
    ("Lai", "赖"),
    ("Lan", "兰蓝"),
    ("Lei", "雷"),
    ("Li", "李黎厉"),
    ("Lian", "连廉"),
    ("Liang", "梁"),
    ("Liao", "廖"),
    ("Lin", "林蔺"),
    ("Ling", "凌"),
    ("Liu", "刘柳"),
    ("Long", "龙"),
    ("Lou", "娄"),
    ("Lu", "陆卢鲁路吕"),
    ("Luo", "罗骆"),
    ("Ma", "马"),
    ("Mao", "毛茅"),
    ("Mei", "梅"),
    ("Meng", "孟蒙"),
    ("Miao", "苗缪"),
    ("Mu", "穆牧"),
    ("Ni", "倪"),
    ("Nie", "聂"),
    ("Ning", "宁"),
    ("Niu", "牛"),
    ("Ouyang", "欧阳"),
    ("Pan", "潘"),
    ("Pang", "庞"),
    ("Pei", "裴"),
    ("Peng", "彭"),
    ("Qi", "齐戚祁"),
    ("Qian", "钱"),
    ("Qiao", "乔"),
    ("Qin", "秦覃"),
    ("Qiu", "邱丘裘仇"),
    ("Qu", "曲屈瞿"),
    ("Ren", "任"),
    ("Ruan", "阮"),
    ("Shao", "邵"),
    ("Shen", "沈申"),
    ("Sheng", "盛"),
    ("Shi", "石施史时"),
    ("Song", "宋"),
    ("Su", "苏"),
    ("Sun", "孙"),
    ("Tan", "谭谈"),
    ("Tang", "唐汤"),
    ("Tao", "陶"),
    ("Tian", "田"),
    ("Tong", "童佟"),
    ("Wan", "万"),
    ("Wang", "王汪"),
    ("Wei", "魏韦卫"),
    ("Wen", "温文闻"),
    ("Weng", "翁"),
    ("Wu", "吴武伍邬"),
    ("Xia", "夏"),
    ("Xiang", "向项"),
    ("Xiao", "肖萧"),
    ("Xie", "谢解"),
    ("Xu", "许徐"),
    ("Xue", "薛"),
    ("Yan", "严颜阎燕晏"),
    ("Yang", "杨阳"),
    ("Yao", "姚"),
    ("Zhang", "张章"),
    ("Zhao", "赵"),
    ("Zhou", "周"),
];

const TITLES: [&str; 7] = ["Mr", "Mrs", "Ms", "Miss", "Manager", "Director", "Teacher"];
/// Before a surname, or before any syllable of a given name.
const FAMILIAR: [(&str, char); 2] = [("Xiao", '小'), ("Lao", '老')];

const WEEKDAYS: [(&str, &str); 7] = [
    ("Monday", "一"),
    ("Tuesday", "二"),
    ("Wednesday", "三"),
    ("Thursday", "四"),
    ("Friday", "五"),
    ("Saturday", "六"),
    ("Sunday", "日天"),
];

/// Names in the English of which the Chinese has no trace.
pub(super) fn missing_names(zh: &str, en: &str) -> Vec<String> {
    let words: Vec<&str> =
        en.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let mut missing = Vec::new();
    for pair in words.windows(2) {
        if let Some((_, mark)) = FAMILIAR.iter().find(|(title, _)| *title == pair[0] && capital(pair[1])) {
            if !zh.contains(*mark) && !zh.contains(|c| "肖萧".contains(c)) {
                missing.push(format!("{} {}", pair[0], pair[1]));
            }
            continue;
        }
        // A given name is written as one word.
        let (surname, told) = match pair {
            [title, name] if TITLES.contains(title) => (*name, *name),
            [name, given] if capital(given) && !TITLES.contains(given) && en.contains(&format!("{name} {given}")) => {
                (*name, *name)
            }
            _ => continue,
        };
        let Some((_, characters)) = SURNAMES.iter().find(|(letters, _)| *letters == surname) else { continue };
        let known = if surname == "Ouyang" { zh.contains(characters) } else { zh.contains(|c| characters.contains(c)) };
        if !known && !missing.contains(&told.to_owned()) {
            missing.push(told.to_owned());
        }
    }
    missing
}

/// Weekdays that only one language names, in English.
pub(super) fn missing_weekdays(zh: &str, en: &str) -> Vec<&'static str> {
    let english = |day: &str| en.contains(day);
    let chinese = |marks: &str| {
        marks.chars().any(|mark| ["周", "星期", "礼拜"].iter().any(|week| zh.contains(&format!("{week}{mark}"))))
    };
    // 每周一次 and 一周三次 name no day; 下周一、二 names two.
    let doubtful = |marks: &str| {
        marks.chars().any(|mark| {
            ["次", "个", "回", "小时", "通", "单", "遍", "盒", "包", "件", "十", "百", "位", "张", "份", "场"]
                .iter()
                .any(|unit| zh.contains(&format!("周{mark}{unit}")))
        }) || zh.contains(&format!("、{}", marks.chars().next().unwrap_or_default()))
            || zh.contains(&format!("到{}", marks.chars().next().unwrap_or_default()))
            || zh.contains(&format!("至{}", marks.chars().next().unwrap_or_default()))
    };
    if en.contains("weekday") || en.contains("weekend") {
        return Vec::new();
    }
    let differs = |(day, marks): &&(&'static str, &'static str)| english(day) != chinese(marks) && !doubtful(marks);
    WEEKDAYS.iter().filter(differs).map(|(day, _)| *day).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_must_stand_in_both_languages() {
        let cases = [
            ("高婕打来", "Gao Jie calls", vec![]),
            ("小丁说", "says Xiao Ding", vec![]),
            ("李女士", "Ms Chen", vec!["Chen"]),
            ("她说", "Qin Lang says", vec!["Qin"]),
            ("现在去办", "He Can help", vec!["He"]),
            ("现在去办", "He does it now", vec![]),
        ];
        for (zh, en, expected) in cases {
            assert_eq!(missing_names(zh, en), expected, "{en}");
        }
    }

    #[test]
    fn a_weekday_must_stand_in_both_languages() {
        let cases = [
            ("下周三到", "by Wednesday", vec![]),
            ("下周三到货", "by Thursday", vec!["Wednesday", "Thursday"]),
            ("每周一次", "once a week", vec![]),
            ("星期天休息", "Closed on Sunday", vec![]),
        ];
        for (zh, en, expected) in cases {
            let found = missing_weekdays(zh, en);
            assert_eq!(found.len(), expected.len(), "{zh}: {found:?}");
        }
    }
}
