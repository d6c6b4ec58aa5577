using System.Text;
using System.Xml;

namespace Platform.Files;

/// <summary>XMP: RDF in XML. Only names that say something about a person, a place, a time or a device are read.</summary>
internal static class Xmp
{
    private const int Deepest = 64;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = 4 * 1024 * 1024,
        ConformanceLevel = ConformanceLevel.Fragment,
        CheckCharacters = false,
    };

    public static void Read(byte[] block, Found found)
    {
        found.Add(FindingCodes.OtherMetadata, "XMP");
        var meaning = new List<string?>();
        string? latitude = null, longitude = null;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(Trimmed(block), writable: false), Settings);
            while (reader.Read())
            {
                switch (reader.NodeType)
                {
                    case XmlNodeType.Element:
                        if (meaning.Count > Deepest)
                            return;
                        meaning.Add(Meaning(reader.LocalName) ?? meaning.LastOrDefault());
                        var empty = reader.IsEmptyElement;
                        while (reader.MoveToNextAttribute())
                            Take(Meaning(reader.LocalName), reader.LocalName, reader.Value);
                        if (empty)
                            meaning.RemoveAt(meaning.Count - 1);
                        break;
                    case XmlNodeType.EndElement:
                        meaning.RemoveAt(meaning.Count - 1);
                        break;
                    case XmlNodeType.Text or XmlNodeType.CDATA:
                        Take(meaning.LastOrDefault(), "", reader.Value);
                        break;
                }
            }
        }
        catch (XmlException)
        {
            found.Add(FindingCodes.Damaged, "XMP");
        }
        if (latitude is not null && longitude is not null)
            found.Add(FindingCodes.Gps, $"{latitude}, {longitude}");

        void Take(string? code, string name, string value)
        {
            if (code is null)
                return;
            if (code != FindingCodes.Gps)
                found.Add(code, value);
            else if (name == "GPSLatitude" || (name.Length == 0 && latitude is null))
                latitude = Found.Printable(value);
            else if (name is "GPSLongitude" or "")
                longitude = Found.Printable(value);
        }
    }

    // Some writers leave zeros around the packet.
    private static byte[] Trimmed(byte[] block)
    {
        var start = block.AsSpan().IndexOf((byte)'<');
        var end = block.AsSpan().LastIndexOf((byte)'>');
        var looksWide = start >= 0 && start + 1 < block.Length && (block[start + 1] == 0 || (start > 0 && block[start - 1] == 0));
        if (looksWide)
            return Encoding.UTF8.GetBytes((start % 2 == 0 && block[start + 1] == 0 ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(block).Trim('\0', '\uFEFF'));
        return start < 0 || end < start ? [] : block[start..(end + 1)];
    }

    private static string? Meaning(string name) => name switch
    {
        "GPSLatitude" or "GPSLongitude" => FindingCodes.Gps,
        "Make" or "Model" or "LensModel" or "Lens" or "HostComputer" => FindingCodes.Device,
        "SerialNumber" or "BodySerialNumber" or "LensSerialNumber" or "CameraSerialNumber" => FindingCodes.Serial,
        "creator" or "Author" or "Artist" or "Owner" or "OwnerName" or "CameraOwnerName" or "Photographer" or "Credit" or "CaptionWriter"
            or "contributor" or "publisher" or "rights" or "Copyright" or "PersonInImage" or "Byline" or "CreatorContactInfo" => FindingCodes.Author,
        "Company" or "Manager" => FindingCodes.Company,
        "CreatorTool" or "Software" or "Producer" or "softwareAgent" or "ProcessingSoftware" => FindingCodes.Software,
        "CreateDate" or "DateCreated" or "DateTimeOriginal" or "DateTimeDigitized" or "DateAcquired" => FindingCodes.Created,
        "ModifyDate" or "MetadataDate" or "when" => FindingCodes.Modified,
        "title" or "Headline" or "description" or "subject" or "Keywords" or "UserComment" or "Label" or "Instructions" => FindingCodes.Title,
        "City" or "State" or "Country" or "CountryCode" or "CountryName" or "Location" or "Sublocation" or "ProvinceState" or "WorldRegion" => FindingCodes.Place,
        "DocumentID" or "InstanceID" or "OriginalDocumentID" or "documentID" or "instanceID" or "ImageUniqueID" => FindingCodes.DocumentId,
        "filePath" or "FilePath" => FindingCodes.Path,
        _ => null,
    };
}
