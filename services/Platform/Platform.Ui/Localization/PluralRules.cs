namespace Platform.Ui.Localization;

/// <summary>
/// Chooses the form a counted noun takes. Forms are kept in one string, parted by <c>|</c>, in the order of the
/// language's CLDR categories: en, es, fr one|other; ru one|few|many; ar zero|one|two|few|many|other; zh other.
/// </summary>
internal static class PluralRules
{
    public static int FormsIn(string languageCode) => languageCode switch
    {
        "ar" => 6,
        "ru" => 3,
        "zh" => 1,
        _ => 2,
    };

    public static int FormFor(string languageCode, long count)
    {
        var number = Math.Abs(count);
        var (lastDigit, lastTwo) = (number % 10, number % 100);
        return languageCode switch
        {
            "zh" => 0,
            "fr" => number <= 1 ? 0 : 1,
            "ru" when lastDigit == 1 && lastTwo != 11 => 0,
            "ru" when lastDigit is >= 2 and <= 4 && lastTwo is not (>= 12 and <= 14) => 1,
            "ru" => 2,
            "ar" when number <= 2 => (int)number,
            "ar" when lastTwo is >= 3 and <= 10 => 3,
            "ar" when lastTwo >= 11 => 4,
            "ar" => 5,
            _ => number == 1 ? 0 : 1,
        };
    }
}
