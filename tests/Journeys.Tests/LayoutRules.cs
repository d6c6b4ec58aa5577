using Microsoft.Playwright;

namespace Journeys.Tests;

/// <summary>Whether a page can be seen, pressed and reached by keys.</summary>
internal static class LayoutRules
{
    // A target inside a sentence is as high as its line (WCAG 2.2, 2.5.8); everything else has 24 pixels each way.
    private const string Measure = """
        () => {
          const faults = [], wide = document.documentElement.clientWidth;
          const seen = e => { const s = getComputedStyle(e), r = e.getBoundingClientRect(); return s.visibility !== 'hidden' && s.display !== 'none' && e.checkVisibility() && r.width > 1 && r.height > 1 && !e.closest('.visually-hidden, .skip-link') };
          const name = e => e.outerHTML.slice(0, 120);
          if (document.documentElement.scrollWidth > innerWidth) faults.push(`scrolls to ${document.documentElement.scrollWidth}`);
          for (const e of document.querySelectorAll('body *')) {
            if (!seen(e)) continue;
            const r = e.getBoundingClientRect();
            if (r.right > wide + 1 || r.left < -1) faults.push(`${Math.round(r.left)}..${Math.round(r.right)} sticks out: ${name(e)}`);
            if (e.scrollWidth > e.clientWidth + 2 && e.clientWidth > 0 && getComputedStyle(e).overflowX === 'hidden') faults.push(`cut off: ${name(e)}`);
          }
          for (const e of document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea, summary')) {
            if (!seen(e)) continue;
            const r = e.getBoundingClientRect(), inline = getComputedStyle(e).display === 'inline' && e.parentElement.textContent.trim().length > e.textContent.trim().length;
            if (!inline && (r.width < 23.5 || r.height < 23.5)) faults.push(`${Math.round(r.width)} x ${Math.round(r.height)} is small: ${name(e)}`);
          }
          const primary = [...document.querySelectorAll('main .button:not(.button-secondary)')].filter(seen);
          if (primary.filter(e => !e.closest('.field') && !e.matches('.button-stop[href^="tel:"]')).length > 1) faults.push(`${primary.length} primary buttons`);
          const exit = document.querySelector('.quick-exit');
          if (!exit || !seen(exit) || exit.getBoundingClientRect().top > 60) faults.push('no quick exit in sight');
          const clash = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
          const pressed = [...document.querySelectorAll('main a, main button, main input:not([type=hidden]), main select, main textarea')].filter(seen).map(e => [e, e.getBoundingClientRect()]);
          pressed.forEach(([e, r], i) => { const other = pressed.slice(i + 1).find(([o, s]) => !e.contains(o) && clash(r, s)); if (other) faults.push(`${name(e)} lies over ${name(other[0])}`) });
          return faults;
        }
        """;

    // Runs in a copy of the page where scripts may: what the keys reached, and whether one could see it.
    private const string Listen = """
        async () => {
          // A page that puts the focus on what is wrong does so as it is drawn: not while the keys are on their way.
          await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
          window.reached = [];
          document.addEventListener('focusin', e => {
            const s = getComputedStyle(e.target), r = e.target.getBoundingClientRect();
            window.reached.push([e.target, s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 && r.bottom > 0 && r.top < innerHeight && r.width > 1]);
          });
          document.activeElement?.blur();
          // A day and a time of day have several places of their own.
          return document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary').length
            + 4 * document.querySelectorAll('input[type=date], input[type=time], input[type=datetime-local]').length;
        }
        """;

    private const string Reached = """
        () => {
          const group = e => e.type === 'radio' ? `radio ${e.name}` : e;
          const got = new Set(window.reached.map(([e]) => group(e))), faults = [];
          for (const e of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary'))
            if (e.tabIndex >= 0 && !e.disabled && e.checkVisibility() && !got.has(group(e))) faults.push(`not reached by keys: ${e.outerHTML.slice(0, 120)}`);
          for (const [e, visible] of window.reached) if (!visible && e !== document.body) faults.push(`focus is not seen: ${e.outerHTML.slice(0, 120)}`);
          // In the order of the page; behind its last place comes its first, wherever the page put the focus to begin with.
          const places = window.reached.map(([e]) => e).filter(e => e !== document.body), top = document.querySelector('.skip-link');
          for (let i = 1; i < places.length; i++)
            if (places[i] !== top && places[i - 1].compareDocumentPosition(places[i]) & Node.DOCUMENT_POSITION_PRECEDING)
              faults.push(`keys go back from ${places[i - 1].outerHTML.slice(0, 80)} to ${places[i].outerHTML.slice(0, 80)}`);
          return faults;
        }
        """;

    /// <summary>At the narrowest screen, and at 200 % on one of 1280 pixels, where 640 are left.</summary>
    public static async Task<IEnumerable<string>> Layout(IPage page)
    {
        var faults = new List<string>();
        foreach (var width in new[] { 640, 320 })
        {
            await page.SetViewportSizeAsync(width, 900);
            faults.AddRange((await page.EvaluateAsync<string[]>(Measure)).Select(fault => $"at {width} px: {fault}"));
        }
        return faults;
    }

    /// <summary>What the rules of WCAG 2.2 A and AA say, as far as a machine can tell. The page has axe in it.</summary>
    public static async Task<IEnumerable<string>> Axe(IPage page) => (await page.EvaluateAsync<string[]>("""
        async () => (await axe.run({ runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }, resultTypes: ['violations'] }))
          .violations.map(v => `axe ${v.id}: ${v.nodes.slice(0, 3).map(n => n.html).join(' | ')}`)
        """));

    /// <summary>Goes through the page with the Tab key alone.</summary>
    public static async Task<IEnumerable<string>> Keys(IPage page)
    {
        var stops = await page.EvaluateAsync<int>(Listen);
        // Sent one after another, without waiting for each. Two more: the browser itself has a stop between the last place and the
        // first, and a page that put the focus on what is wrong begins in the middle.
        await Press(page, stops + 2);
        // A browser with much else to do drops some of them. What can't be reached is not reached the second time either.
        if (await page.EvaluateAsync<bool>($"() => ({Reached})().some(fault => fault.startsWith('not reached'))"))
            await Press(page, stops + 2);
        return await page.EvaluateAsync<string[]>(Reached);
    }

    private static async Task Press(IPage page, int times)
    {
        await Task.WhenAll(Enumerable.Range(0, times).Select(_ => page.Keyboard.DownAsync("Tab")));
        await page.Keyboard.UpAsync("Tab");
    }
}
