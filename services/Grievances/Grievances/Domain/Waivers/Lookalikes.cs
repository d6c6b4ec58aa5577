using System.Collections.Frozen;

namespace Grievances.Domain.Waivers;

/// <summary>
/// Letters taken for one another. Word lists and texts are folded alike, so which one stands for the others doesn't matter:
/// a Cyrillic "а" in a Latin word and a Latin "a" in a Cyrillic one give the same word (after Unicode TR 39, kept to what is
/// seen in letters). Traditional Chinese characters of the word lists are folded to simplified ones.
/// </summary>
internal static class Lookalikes
{
    private const string Alphabets = "аa вb еe кk мm нh оo рp сc тt уy хx іi ѕs јj һh ԁd ԛq ԝw ӏl ѵv αa εe ιi κk νv οo ρp τt υy χx ıi";
    private const string Arabic = "ٱا ةه ىي کك یي ہه ھه ۃه ەه";
    private const string Traditional =
        "棄弃 權权 訴诉 訟讼 讓让 償偿 賠赔 協协 議议 書书 簽签 約约 終终 結结 決决 雙双 損损 責责 構构 機机 關关 係系 條条 銷销 訪访 報报 監监 舉举 檢检 發发 開开 佈布 洩泄 隱隐 對对 體体 聲声 張张 " +
        "為为 爲为 與与 將将 來来 這这 們们 個个 應应 須须 務务 該该 項项 無无 論论 於于 從从 後后 時时 間间 經经 過过 還还 債债 請请 認认 許许 諾诺 證证 據据 貶贬 譽誉 誹诽 謗谤 業业 資资 訊讯 給给 會会 實实 盡尽 儘尽 歸归 審审 調调 " +
        "轉转 達达 內内 處处 動动 爭争 單单 補补 額额 筆笔 兩两 維维 護护 繼继 續续 參参 執执 異异 釋释 說说 説说 講讲 談谈 絕绝 電电 話话 變变 現现 問问 題题 確确 願愿 極极 並并 傷伤 閉闭 復复 產产 衛卫 賬账 帳账 徹彻 徵征 總总 " +
        "長长 門门 記记 見见 員员 聞闻 媒媒 當当 麼么 導导 級级 場场 種种 類类 嚴严 萬万 錢钱 購购 買买 進进 遠远 隨随 響响 顯显 釐厘 領领 額额 誰谁 讀读 謝谢 識识 評评 詞词 試试 詳详 誤误 訂订 計计 討讨 託托 設设";

    private static readonly FrozenDictionary<char, char> Pairs =
        $"{Alphabets} {Arabic} {Traditional}".Split(' ').DistinctBy(pair => pair[0]).ToFrozenDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>The letter that stands for it.</summary>
    public static char Fold(char letter) => letter < 'ı' ? letter : Pairs.GetValueOrDefault(letter, letter);
}
