using System.Globalization;

namespace Grievances.Features.Legal;

/// <summary>What stands first in the archive of a hand-over: what is in it, what is not, and how it is checked.</summary>
internal static class HandOverReadme
{
    public static string Text(HandedCase handed, string key)
    {
        var quarantine = !handed.Files.Any(file => file.Entry?.StartsWith("quarantine/", StringComparison.Ordinal) == true) ? "" : """

            WARNING: a virus scanner warns of what lies in quarantine/. It is evidence all the same. Open it on no
            computer that holds anything else.

            """;
        return $"""
            HAND-OVER OF A GRIEVANCE ABOUT AN AI SYSTEM

            Reference   {handed.Facts.Reference}
            From        {OneLine(handed.Organisation)}
            For         {(handed.For is { } body ? OneLine(body.Name) : "a court or an authority that ordered it")}
            Made        {handed.MadeAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC
            By          {(handed.Basis == "consent" ? "consent of the person who filed it" : "order; the person was told")}

            What people wrote and the files they sent are theirs: treat them as confidential. Somebody may be in danger
            for having complained. Read "What must not happen" in case.html first. A mailbox reaches the person through
            the organisation; nothing here is leave to find out who they are.
            {quarantine}
            WHAT IS IN IT
            case.html       the case to read. No script, nothing from outside.
            case.json       the same for machines, schema {handed.Schema}.
            files/          files of the case, numbered; case.json says what their senders called them.
            manifest.json   name, length and SHA-256 of each of these.
            manifest.sig    signature of manifest.json.
            key.pem         the public key, called {key}.

            WHAT IS NOT
            {string.Join('\n', handed.LeftOut.Select(line => "- " + line))}

            HOW TO CHECK IT, WITH OPENSSL ALONE
            1. Get the published key by another way than this archive: the organisation's Heed server gives every key
               that ever signed under /api/grievances/v1/public/proof-keys; this one is called {key}. Compare it with
               key.pem. A key that comes with what it signs proves nothing by itself.
            2. openssl dgst -sha256 -verify key.pem -signature manifest.sig manifest.json
               It prints "Verified OK".
            3. openssl dgst -sha256 case.html case.json files/*
               Each digest is the one that manifest.json names.

            The person can add their own proof of filing, which shows that exactly this was filed on that day; it is
            checked with the same key.
            """.ReplaceLineEndings("\n") + "\n";
    }

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
