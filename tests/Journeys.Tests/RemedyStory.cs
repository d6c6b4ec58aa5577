namespace Journeys.Tests;

/// <summary>What everybody writes in the case of <c>docs/walkthrough-remedy.md</c>, in one language.</summary>
internal sealed record RemedyStory(
    string Summary, string Account, string Answer, string TakenUp, string Apology, string Measure, string Signatory, string Offer, string Accepts, string Evidence, string Confirms, string Wrong,
    string Responsible, string Fixed)
{
    private static readonly Dictionary<string, RemedyStory> Told = new()
    {
        ["en"] = new(
            Summary: "The chat told me to take both tablets",
            Account: "I asked the chat on the hospital’s website whether I could take both tablets. It said yes. I was ill for two days.",
            Answer: "Thank you for telling us. A pharmacist and I are looking at what the chat told you.",
            TakenUp: "It is taken up: the chat gave advice that only a person may give.",
            Apology: "We are sorry. The chat told you something wrong, and you were ill because of it. That should not have happened.",
            Measure: "A pharmacist goes through your medicines with you, and the note in your record is put right.",
            Signatory: "head of the hospital",
            Offer: "Nothing is asked of you in return, and there is no hurry.",
            Accepts: "I would like to talk to the pharmacist.",
            Evidence: "The pharmacist spoke with the patient for half an hour; the note in the record was put right on the same day.",
            Confirms: "Yes. She took her time.",
            Wrong: "We are sorry. The chat gave advice on a dose, and the advice was wrong.",
            Responsible: "The hospital, which let the chat speak about doses, and the supplier, which had not tested it.",
            Fixed: "The chat no longer speaks about doses. A pharmacist went through your medicines with you."),
        ["ar"] = new(
            Summary: "قالت لي المحادثة أن أتناول القرصين معًا",
            Account: "سألت المحادثة في موقع المستشفى إن كان بإمكاني تناول القرصين معًا فقالت نعم. مرضتُ يومين.",
            Answer: "شكرًا لإخبارنا. أنظر مع صيدلي في ما قالته لك المحادثة.",
            TakenUp: "قُبلت الشكوى: أعطت المحادثة نصيحة لا يجوز أن يعطيها إلا إنسان.",
            Apology: "نعتذر. قالت لك المحادثة شيئًا خاطئًا وأصابك المرض بسببه. ما كان ينبغي أن يحدث ذلك.",
            Measure: "يراجع صيدلي أدويتك معك، وتُصحَّح الملاحظة في ملفك.",
            Signatory: "مديرة المستشفى",
            Offer: "لا نطلب منك شيئًا في المقابل، ولا داعي للعجلة.",
            Accepts: "أودّ التحدث مع الصيدلي.",
            Evidence: "تحدث الصيدلي مع المريض نصف ساعة، وصُحِّحت الملاحظة في الملف في اليوم نفسه.",
            Confirms: "نعم، أخذ الصيدلي وقته معي.",
            Wrong: "نعتذر. أعطت المحادثة نصيحة بشأن جرعة، وكانت النصيحة خاطئة.",
            Responsible: "المستشفى الذي سمح للمحادثة بالحديث عن الجرعات، والمورّد الذي لم يختبرها.",
            Fixed: "لم تعد المحادثة تتحدث عن الجرعات. وراجع صيدلي أدويتك معك."),
    };

    public static RemedyStory In(string language) => Told[language];
}
