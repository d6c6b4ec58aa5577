using System.Xml;

namespace Platform.Files;

/// <summary>
/// Which parts of a package are kept: those that the document still points at once the relations to properties, thumbnails,
/// printers, comments and the like are gone. Where a part lies says nothing: any program may call its properties what it likes.
/// </summary>
internal static class OfficeRelations
{
    private static readonly HashSet<string> Dropped = new(StringComparer.OrdinalIgnoreCase)
    {
        "core-properties", "extended-properties", "custom-properties", "thumbnail", "printerSettings", "customXml", "customXmlProps", "attachedTemplate", "mailMergeSource",
        "mailMergeHeaderSource", "mailMergeRecipientData", "recipientData", "revisionHeaders", "revisionLog", "usernames", "origin", "classificationlabels", "revisionInfo", "changesInfo",
        "extensibility", "ui-extensibility", "userXmlData", "signature", "certificate", "tags",
        "comments", "commentsExtended", "commentsIds", "commentsExtensible", "commentAuthors", "authors", "people", "person", "threadedComment", "documenttasks",
    };

    /// <summary>Whether a relation of this type goes.</summary>
    public static bool Drops(string? type) => type is null || Dropped.Contains(type[(type.LastIndexOf('/') + 1)..]);

    /// <summary>Names of the parts to keep, without a leading slash; relation parts and the list of types are kept with them.</summary>
    public static HashSet<string> Kept(OfficePackage package, OfficeRevisions revisions)
    {
        var kept = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "[Content_Types].xml", "_rels/.rels" };
        var waiting = new Queue<string>(["_rels/.rels"]);
        while (waiting.TryDequeue(out var relations))
        {
            if (package.Find(relations) is not { } part)
                continue;
            kept.Add(relations);
            var folder = relations[..relations.LastIndexOf("_rels/", StringComparison.OrdinalIgnoreCase)];
            using var xml = package.OpenXml(part);
            while (xml.Read())
            {
                if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "Relationship" || xml.GetAttribute("TargetMode") == "External" || Drops(xml.GetAttribute("Type"))
                    || revisions.DropsRelation(relations, xml.GetAttribute("Id")))
                    continue;
                var target = Resolve(folder, xml.GetAttribute("Target") ?? "");
                if (kept.Add(target))
                    waiting.Enqueue($"{target[..(target.LastIndexOf('/') + 1)]}_rels/{target[(target.LastIndexOf('/') + 1)..]}.rels");
            }
        }
        // A document that points at nothing would be a copy of nothing.
        return kept.Any(k => k.StartsWith("word/", StringComparison.OrdinalIgnoreCase) || k.StartsWith("xl/", StringComparison.OrdinalIgnoreCase) || k.StartsWith("ppt/", StringComparison.OrdinalIgnoreCase)) ? kept
            : throw new DamagedFileException();
    }

    private static string Resolve(string folder, string target)
    {
        var steps = new List<string>();
        var path = target.StartsWith('/') ? target : folder + target;
        foreach (var step in path.Split('/'))
        {
            if (step == ".." && steps.Count > 0)
                steps.RemoveAt(steps.Count - 1);
            else if (step is not ("" or "." or ".."))
                steps.Add(step);
        }
        return string.Join('/', steps);
    }
}
