namespace Platform.Ui.Charts;

/// <summary>Where a text belonging to a column stands, as a part of the drawing's width in the direction of reading.</summary>
internal readonly record struct ColumnPlace(decimal Along, string Anchor)
{
    /// <summary>The part of a column's room that stays empty on either side of it.</summary>
    public const decimal Margin = .16m;

    /// <summary>In the middle of its column, or from the column's outer side where half of it would hang out of the drawing.</summary>
    public static ColumnPlace Of(string text, int index, int columns)
    {
        var room = 1m / columns;
        var middle = room * (index + .5m);
        var half = LabelSpace.Width(text) / 2 / LabelSpace.Narrow;
        return Math.Min(middle, 1 - middle) >= half ? new(middle, "middle")
            : middle <= .5m ? new(room * index, "start")
            : new(room * (index + 1), "end");
    }
}
