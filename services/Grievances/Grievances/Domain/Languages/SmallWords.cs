namespace Grievances.Domain.Languages;

/// <summary>The small words of each language that <see cref="WrittenLanguage" /> counts: frequent, and rarely part of a name or a quote.</summary>
internal static class SmallWords
{
    internal const string Arabic = "في من على أن إلى ما لا هذا هذه التي الذي الذين عن قد كان كانت لم لن مع أو كل بعد قبل لكم لك منكم نحن هو هي ذلك إن أي بين كما لقد وقد كنا بكم عليكم لأن ثم حتى عند إذا تم";

    internal const string Bulgarian = "и в не на че с от по за да се е са ще ви вие ни ние ли ако или но до при към която който които това този тази тези беше бяха има няма като още вече след преди ваш вашата вашето вашия наш нашата";

    internal const string Dutch = "de het een en van is niet u uw wij we dat die met voor op te zijn was werd hebben heeft ook aan kan maar ons onze naar bij wat deze dit hoe er om uit nog dan wordt worden";

    internal const string English = "the of and to in is was were you your that this not have has had for with are be been by from which what who our we it they there would could should will can but an as at on "
        + "or if so it's its their them these those how when why does did no";

    internal const string French = "le la les des du et est vous votre vos nous que qui dans pour pas une un sur avec au aux ce cette ces ne par plus été sont avez avons mais ou où il elle ils leur notre nos "
        + "en de d l qu n c s y a à était ont ont été même être cela ceci comme si sans";

    internal const string German = "der die das und ist nicht sie wir ihr ihre ihnen ihrer den dem des ein eine einen einer zu von mit auf für im in war wurde haben hat auch dass es an werden kann uns unsere als bei aus oder wie "
        + "nach wenn sich noch nur über durch sind";

    internal const string Italian = "il lo la i gli le di del della dei delle e che in un una per con non si suo sua è sono ha abbiamo nel nella lei nostro nostra come più ma anche questo questa da al alla ci dal dalla "
        + "era stato stata cui ed o se";

    internal const string Persian = "در از به که این را است با برای آن های می شما ما خود تا بود شد یا هم نیست شده کرد کردیم اگر هر یک باید کنید";

    internal const string Portuguese = "o a os as de do da dos das e que em um uma por para com não se seu sua é foi você vocês nos nosso nossa ao à são está mais mas como na no pelo pela isso lhe ou já às aos foram tem "
        + "esta este essa esse quando";

    internal const string Russian = "и в не на что вы мы с по это как из за для был была было были ваш ваша ваше ваши вас вам наш наша к о от у но его её их он она они если а или до об при чтобы мы нам нас "
        + "который которая которые уже также вами";

    internal const string Spanish = "el la los las de del y que en un una por para con no se su sus es fue lo le usted ustedes nos nuestro nuestra ha han hemos está esta este esto como más pero al muy o a e ya si sin "
        + "sobre porque cuando son era eran fueron qué ni";

    internal const string Ukrainian = "і в не на що ви ми з та це як із за для був була було були ваш ваша ваше ваші вас вам наш наша до про від але його її їх він вона вони якщо й або при щоб нам нас який яка які вже також у о об";

    internal const string Swahili = "na ya wa kwa ni za katika la cha vya kwamba hii hiyo huo hayo yako wako lako sisi wewe hatuna hakuna kama lakini au pia sana ili baada kabla kutoka hadi yetu wetu si tu";

    internal const string Turkish = "ve bir bu da de için ile olarak olan sizin size siz biz bizim ama veya değil çok daha gibi kadar sonra önce olduğu oldu var yok ne ki mi her şey ancak hiçbir kimse tarafından";

    internal const string Urdu = "کے کی کا میں سے ہے اور کو نے پر یہ آپ کہ ہیں نہیں تھا گیا کر ہم تھی جو تھے ہو گئی لیے کیا";
}
