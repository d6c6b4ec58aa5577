using System.Xml;

namespace Platform.Files;

/// <summary>What of one part's XML is left out or replaced.</summary>
internal sealed class OfficeXml(string part, HashSet<string> kept, OfficeRevisions revisions)
{
    private static readonly HashSet<string> Dropped =
    [
        "rsids", "docVars", "attachedTemplate", "mailMerge", "docId", "absPath", "revisionPtr", "presenceInfo", "fileSharing", "smartTagType",
        "writeProtection", "lastPrinted", "customXmlPr", "permStart", "permEnd",
    ];

    private readonly bool relations = part.EndsWith(".rels", StringComparison.OrdinalIgnoreCase);
    private readonly bool types = part == "[Content_Types].xml";
    private readonly bool spreadsheet = part.StartsWith("xl/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the element at hand goes, with all in it.</summary>
    public bool Drops(XmlReader xml)
    {
        if (relations)
            return xml.LocalName == "Relationship" && (OfficeRelations.Drops(xml.GetAttribute("Type")) || revisions.DropsRelation(part, xml.GetAttribute("Id")));
        if (types)
            return xml.LocalName == "Override" && !kept.Contains((xml.GetAttribute("PartName") ?? "").TrimStart('/'));
        return revisions.Drops(part, xml) || (Dropped.Contains(xml.LocalName) && !(xml.LocalName == "docId" && spreadsheet));
    }

    /// <summary>Whether the text of an element is a person's name.</summary>
    public bool IsPersonText(string element) => element == "author" && spreadsheet;

    /// <summary>The value to write for the attribute at hand; null leaves it out.</summary>
    public string? Attribute(string element, XmlReader xml)
    {
        var (name, value) = (xml.LocalName, xml.Value);
        if (xml.Prefix == "xmlns" || name == "xmlns")
            return value;
        if (relations)
            return name == "Target" && IsLocal(value) ? "about:blank" : value;
        if (name.StartsWith("rsid", StringComparison.Ordinal))
            return null;
        return name switch
        {
            "author" or "userName" or "lastModifiedBy" or "lastEditedBy" => OfficeNames.Person,
            "displayName" when element == "person" => OfficeNames.Person,
            "name" when element is "cmAuthor" or "author" => OfficeNames.Person,
            "initials" => OfficeNames.Initials,
            "userId" or "providerId" when element is "person" or "author" => name == "providerId" ? "None" : OfficeNames.Person,
            "date" when element is "ins" or "del" or "moveFrom" or "moveTo" or "comment" or "cellIns" or "cellDel" or "cellMerge"
                || element.EndsWith("Change", StringComparison.Ordinal) || element.StartsWith("moveFromRange", StringComparison.Ordinal) || element.StartsWith("moveToRange", StringComparison.Ordinal)
                || element.StartsWith("customXml", StringComparison.Ordinal) => null,
            "dateUtc" => null,
            "dT" when element == "threadedComment" => OfficeNames.Time,
            "dt" when element == "cm" => OfficeNames.Time,
            "created" or "modified" when element is "comment" or "reply" => OfficeNames.Time,
            // The relation to the printer's settings is gone.
            "id" when element == "pageSetup" => null,
            "documentId" or "uid" when xml.Prefix.StartsWith("xr", StringComparison.Ordinal) => null,
            _ => value,
        };
    }

    private static bool IsLocal(string target) =>
        target.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || target.StartsWith("\\\\", StringComparison.Ordinal) || (target.Length > 2 && target[1] == ':' && char.IsAsciiLetter(target[0]));
}
