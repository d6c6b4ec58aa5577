using System.Xml;

namespace Platform.Files;

/// <summary>
/// Tracked changes and comments, taken as a document without them has it: what was deleted or moved away goes, what was inserted
/// stays, former formats go. Every part is read once before anything is copied, because a deletion reaches further than its own
/// element: to the row around it, the note it calls, the picture or address it points at. An end of a paragraph that was deleted
/// stays an end; no word is in it.
/// </summary>
internal sealed class OfficeRevisions
{
    private const int MostNoted = 200_000;
    private const int Deepest = 512;
    private const string Vml = "urn:schemas-microsoft-com:vml";

    private static readonly HashSet<string> Word =
    [
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main", "http://schemas.microsoft.com/office/word/2010/wordml",
    ];

    private static readonly HashSet<string> Pointers =
        ["http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"];

    // Slides name their newer comments in an extension.
    private const string CommentsOfSlide = "{6950BFC3-D8DA-4A85-94F7-54DA5524770B}";

    private readonly Dictionary<string, HashSet<(int, int)>> elements = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HashSet<string>> relations = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> calledNotes = new(StringComparer.Ordinal);
    private readonly HashSet<string> goneNotes = new(StringComparer.Ordinal);
    private int noted;

    private OfficeRevisions()
    {
    }

    /// <summary>What goes from a package; ends the cleaning where that can't be said.</summary>
    public static OfficeRevisions Of(OfficePackage package, CancellationToken cancellation)
    {
        var revisions = new OfficeRevisions();
        var xml = package.Parts.Where(part => OfficePackage.IsXml(part) && !part.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)).ToList();
        // Notes come after all that may call them.
        foreach (var notes in new[] { false, true })
            foreach (var part in xml)
            {
                cancellation.ThrowIfCancellationRequested();
                try
                {
                    using var reader = package.OpenXml(part);
                    if (reader.MoveToContent() != XmlNodeType.Element || (reader.LocalName is "footnotes" or "endnotes") != notes)
                        continue;
                    if (Word.Contains(reader.NamespaceURI))
                        revisions.Read(reader, part.FullName);
                    else if (reader.LocalName == "xml" && reader.NamespaceURI.Length == 0)
                        revisions.ReadNotesOfCells(reader, part.FullName);
                }
                catch (XmlException)
                {
                    // Either the part is left out, or its copying ends at the same place and with it the cleaning.
                    continue;
                }
            }
        return revisions.goneNotes.Overlaps(revisions.calledNotes) ? throw new NotCleanableException(UncleanedReason.Remains) : revisions;
    }

    /// <summary>Whether the element at hand goes, with all in it.</summary>
    public bool Drops(string part, XmlReader xml) => elements.TryGetValue(part, out var gone) && gone.Contains(Place(xml)) || IsGone(xml);

    /// <summary>Whether a relation is one that only deleted text used.</summary>
    public bool DropsRelation(string relationsPart, string? id) => id is not null && relations.TryGetValue(relationsPart, out var gone) && gone.Contains(id);

    /// <summary>Whether the element at hand goes and what is in it stays.</summary>
    public static bool Unwraps(XmlReader xml) => xml.LocalName is "ins" or "moveTo" or "conflictIns" && Word.Contains(xml.NamespaceURI);

    /// <summary>Whether the element at hand is one tracked change.</summary>
    public static bool IsChange(XmlReader xml) => xml.LocalName is "ins" or "del" or "moveFrom" or "moveTo" or "conflictIns" or "conflictDel" or "cellIns" or "cellDel" or "cellMerge"
        ? Word.Contains(xml.NamespaceURI) : xml.LocalName.EndsWith("Change", StringComparison.Ordinal) && Word.Contains(xml.NamespaceURI);

    private static bool IsGone(XmlReader xml)
    {
        var name = xml.LocalName;
        if (name == "commentRel" || (name == "ext" && xml.GetAttribute("uri") == CommentsOfSlide))
            return true;
        if (!Word.Contains(xml.NamespaceURI))
            return false;
        return name switch
        {
            "del" or "moveFrom" or "conflictDel" or "delText" or "delInstrText" or "cellIns" or "cellMerge" => true,
            "commentRangeStart" or "commentRangeEnd" or "commentReference" or "annotationRef" => true,
            "moveFromRangeStart" or "moveFromRangeEnd" or "moveToRangeStart" or "moveToRangeEnd" => true,
            _ => name.EndsWith("Change", StringComparison.Ordinal)
                || (name.StartsWith("customXml", StringComparison.Ordinal) && (name.EndsWith("RangeStart", StringComparison.Ordinal) || name.EndsWith("RangeEnd", StringComparison.Ordinal))),
        };
    }

    private void Read(XmlReader xml, string part)
    {
        var names = new string[Deepest + 1];
        var open = new Stack<Around>();
        var (used, unused) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var goneFrom = -1;
        names[0] = xml.LocalName;
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.EndElement)
            {
                if (xml.Depth == goneFrom)
                    goneFrom = -1;
                if (open.TryPeek(out var last) && last.Depth == xml.Depth)
                    Close(open.Pop(), open, part, used, unused);
            }
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.Depth > Deepest)
                throw new DamagedFileException();
            names[xml.Depth] = xml.LocalName;
            var (gone, empty) = (goneFrom >= 0, xml.IsEmptyElement);
            Around? opened = null;
            if (!gone && Word.Contains(xml.NamespaceURI))
            {
                switch (xml.LocalName)
                {
                    case "tbl" or "tr" or "hyperlink" or "fldSimple" when !empty:
                        opened = new Around(xml.LocalName, xml.Depth, Place(xml));
                        open.Push(opened);
                        break;
                    case "r":
                        foreach (var around in open.Where(around => around.Name is "hyperlink" or "fldSimple"))
                            around.Kept = true;
                        break;
                    case "cellDel":
                        // Rows that lose a cell have no shape that Word promises to open.
                        throw new NotCleanableException(UncleanedReason.Remains);
                    case "del" when names[xml.Depth - 1] == "trPr" && open.TryPeek(out var row) && row.Name == "tr":
                        row.Gone = true;
                        goneFrom = row.Depth;
                        break;
                    case "footnote" or "endnote" when goneNotes.Contains(Note(xml.LocalName, xml)):
                        Add(part, Place(xml));
                        gone = true;
                        break;
                    default:
                        gone = IsGone(xml);
                        break;
                }
                if (gone)
                {
                    if (!empty)
                        goneFrom = xml.Depth;
                    foreach (var around in open)
                        around.Lost = true;
                }
            }
            Point(xml, opened?.Pointers ?? (gone ? unused : used), gone);
        }
        unused.ExceptWith(used);
        if (unused.Count > 0)
            relations[$"{part[..(part.LastIndexOf('/') + 1)]}_rels/{part[(part.LastIndexOf('/') + 1)..]}.rels"] = unused;
    }

    // A table without rows, and a link without words, are gone with them.
    private void Close(Around closed, Stack<Around> open, string part, HashSet<string> used, HashSet<string> unused)
    {
        if (closed.Name == "tr" && open.TryPeek(out var table) && table.Name == "tbl")
            (table.Kept, table.Lost) = (table.Kept || !closed.Gone, table.Lost || closed.Gone);
        var gone = closed.Gone || (closed.Name != "tr" && closed.Lost && !closed.Kept);
        if (gone)
            Add(part, closed.Place);
        (gone ? unused : used).UnionWith(closed.Pointers);
    }

    private void Point(XmlReader xml, HashSet<string> pointers, bool gone)
    {
        if (xml.LocalName is "footnoteReference" or "endnoteReference" && Word.Contains(xml.NamespaceURI))
            (gone ? goneNotes : calledNotes).Add(Note(xml.LocalName[..^"Reference".Length], xml));
        while (xml.MoveToNextAttribute())
            if ((Pointers.Contains(xml.NamespaceURI) || xml.LocalName == "relid") && pointers.Add(xml.Value))
                Count();
        xml.MoveToElement();
    }

    // Balloons of comments in Excel: their text was in the comments' own part.
    private void ReadNotesOfCells(XmlReader xml, string part)
    {
        var shape = default((int, int)?);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.Depth == 1)
                shape = xml.LocalName == "shape" && xml.NamespaceURI == Vml ? Place(xml) : null;
            if (xml.LocalName == "ClientData" && xml.GetAttribute("ObjectType") == "Note" && shape is { } balloon)
                Add(part, balloon);
        }
    }

    private void Add(string part, (int, int) place)
    {
        if (!elements.TryGetValue(part, out var gone))
            elements[part] = gone = [];
        gone.Add(place);
        Count();
    }

    private void Count()
    {
        if (++noted > MostNoted)
            throw new NotCleanableException(UncleanedReason.Refused);
    }

    private static string Note(string kind, XmlReader xml) => $"{kind}:{xml.GetAttribute("id", xml.NamespaceURI)}";

    private static (int, int) Place(XmlReader xml) => xml is IXmlLineInfo line && line.HasLineInfo() ? (line.LineNumber, line.LinePosition) : throw new NotSupportedException();

    /// <summary>An element that goes where all in it goes.</summary>
    private sealed class Around(string name, int depth, (int, int) place)
    {
        public string Name => name;

        public int Depth => depth;

        public (int, int) Place => place;

        /// <summary>What it points at itself.</summary>
        public HashSet<string> Pointers { get; } = new(StringComparer.Ordinal);

        /// <summary>Whether something in it stays.</summary>
        public bool Kept { get; set; }

        /// <summary>Whether something in it goes.</summary>
        public bool Lost { get; set; }

        /// <summary>Whether it goes in any case.</summary>
        public bool Gone { get; set; }
    }
}
