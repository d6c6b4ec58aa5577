namespace Grievances.Domain.Waivers.Words;

/// <summary>Arabic, read on after <see cref="ArabicReleases" />: what is stated as if it were settled, with no "must" and no "agree" before it: somebody withdraws,
/// takes a sum in place of a court, keeps terms to themselves, takes down what they wrote for money.</summary>
internal static class ArabicStatements
{
    internal const string List = """

you = كلا الطرفين | كل طرف | كلا الجانبين | الجانبان
# ما يُسحب
start-tashab = تسحب | تسحبون | تسحبين | ستسحب | ستسحبون | ستسحبين | تسقط | تسقطون | تلغي | تلغون | تتراجع عن | تتراجعون عن | تتخلى عن | تتخلون عن | ستتراجع عن | يسحب المشتكي | تسحب المشتكية
complaint2 = شكوى | شكاوى | شكواك | شكواكم | دعوى | دعواك | دعواكم | بلاغ | بلاغك | بلاغكم | تظلم | تظلمك | تظلمكم | قضيتك | قضيتكم | اتهاماتك | اتهاماتكم
complaint3 = شكواك | شكواكم | دعواك | دعواكم | بلاغك | بلاغكم | تظلمك | تظلمكم | قضيتك | قضيتكم | اتهاماتك | اتهاماتكم | مطالبتك | مطالبتكم
start-ishab = اسحب | اسحبي | اسحبوا | أسقط | أسقطوا | ألغ | ألغوا
withdrawn2 = مسحوبة | مسحوب | سحبها | سحبه | أن تسحب | أن يسحب
tobe = تعد | تعتبر | يعد | يعتبر | يجب | ينبغي | يتعين | تصبح
withdraw_as_condition~: start-tashab 0 complaint2
withdraw_as_condition~: start-tashab 3 complaint3
withdraw_as_condition~: end-gain 1! tashab 2 complaint3
withdraw_as_condition~: tobe 2 complaint2 1 withdrawn2
withdraw_as_condition~: exch 2 tashab 3 complaint2
tashab = تسحب | تسحبون | تسحبين | ستسحب | ستسحبون | سحب | سحبك | سحبكم
withdraw_as_condition~: start-ishab 2 complaint2 7 end-gain
withdraw_as_condition~: complaint2 4 tobe 1 withdrawn2
# ما يؤخذ بدلا من محكمة أو جهة
accepts = تقبل | تقبلون | تقبلين | قبول | قبولك* | تأخذ | تأخذون | تأخذين | أخذ | تستلم | تستلمون | تتسلم | تتلقى | تتلقون | مبلغ | يدفع | ندفع | دفع | دفعة | تعويض | قسيمة | عرض | مال | تسوية | هذا
cond-lieu = عوضا عن | عوض | يحل محل | تحل محل | محل | بديلا عن | بديل عن | بديلا من | يغني عن | تغني عن
lieu2 = بدلا من | بدل | بدلا عن
law = دعوى | دعاوى | قضاء | قضائي* | محكمة | محاكم | محاكمة | تقاضي | مقاضا* | قانوني* | شكوى | شكاوى | هيئة | هيئات | سلطة | سلطات | أمين المظالم | جهة رقابية | جهات رقابية | لجوء | تحكيم | شرطة | قاضي | قاض
start-lieu = بدلا من | بدل | عوضا عن
no_complaint_elsewhere~: accepts 6 cond-lieu 3! law
no_complaint_elsewhere: accepts 6 lieu2 3! law
no_complaint_elsewhere: start-lieu 3! law 3 takes
takes = تقبل | تقبلون | تقبلين | تأخذ | تأخذون | تستلم | تستلمون | تتلقى | تحصل على
whether = لا بدلا من | ليس بدلا من | لا بدل
# صمت أحدهما أو كليهما
silentverb3 = يحتفظ | يبقي | يصون | يكتم | يحفظ | سيحافظ | سيحتفظ | يتكتم | يلزم
silence~: silentverb3 1 parties 5 hush2
silence~: parties 1 silentverb4 5 hush2
silentverb4 = يحتفظان | يحافظان | يبقيان | يكتمان | يصونان | يتكتمان | يحفظان | يلتزمان | ملتزمان | سيحافظان | يحتفظون | يحافظون | يلتزمون
hush2 = سرية | سر | سرا | كتمان | صمت | لنفسيهما | لأنفسهما | لأنفسهم | فيما بينهما | بينهما | بينهم | سري | تكتم
silence~: start-tahtafiz 4 hush3
start-tahtafiz = تحتفظ | تحتفظون | تبقي | تبقون | ستحتفظ | تكتم | تكتمون | ستبقي | تحفظ
hush3 = سرية | سر | سرا | كتمان | لنفسك | لأنفسكم | لنفسكم | طي الكتمان | بينك وبين نفسك
telldu = يكشفان | يفصحان | يفشيان | يتحدثان | ينشران | يذكران | يناقشان | يخبران | يشاركان | يكشفون | يفصحون | ينشرون | يتحدثون | يفشون
tell = يكشف | يذكر | يناقش | يخبر | يطلع | يبوح | يفش | تفش
silence: start-no-v 0 tell 2 parties 5 whom/terms/agreed
silence: no-no 0 tell 2 parties 5 whom/terms/agreed
silence: parties 1 no-no 0 telldu 5 whom/terms/agreed
agreed = عما حدث | عما جرى | عما اتفق | اتفق عليه | ما اتفق | اتفقا عليه | مضمون | ما حدث | ما جرى
silence: promise 3 deny 0 bare-tell
bare-tell = تفشي | تفشوا | تفشون | تفش | تفصح | تفصحوا | تكشف | تكشفوا | إفشاء | إفشائه | إفشاءه | كشفه | الإفصاح عنه
start-tasmut = تصمت | تصمتون | تلتزم الصمت | تلتزمون الصمت | تبقى صامتا | تبقون صامتين | ستصمت | ستصمتون | تسكت | تسكتون | ستلتزم الصمت | لا تخبر أحدا | لا تخبرون أحدا | لا تحدث أحدا
silence: start-tasmut
silence~: exch 2 quiet
quiet = تصمت | تصمتون | تسكت | لا تخبر | لا تخبرون | تلتزم الصمت | تبقى صامتا | لا تتحدث | لا تتحدثون
silence~: cond-on 3 staysquiet
staysquiet = تبقى صامتا | تبقي صامتة | تبقوا صامتين | تظل صامتا | تلزم الصمت | تلتزم الصمت | تلتزموا الصمت | تصمت | تصمتوا | تصمتي | تسكت | تسكتوا
# ما كُتب يُحذف مقابل مال
delpast = حذفت* | أزلت* | مسحت* | سحبت* | تحذف* | تزيل* | تزيلوا | تمسح* | تسحب* | أخفيت* | تخفي | حذف | إزالة | مسح
posts = مراجعة | مراجعتك* | قصتك | تدوينة | ما كتبت* | كتبت* | شهادتك*
cond-izha = إذا | بعد أن | بمجرد أن | حالما | متى | عندما | حين | فور أن | كلما | ما إن | لو | إن | شرط أن | بشرط أن | شريطة أن | على أن | ما لم
cond-hadhf = مقابل حذف | بعد حذف | عند حذف | شرط حذف | بشرط حذف | شريطة حذف | فور حذف | بمجرد حذف | لقاء حذف | مقابل إزالة | بعد إزالة | عند إزالة | شرط إزالة | بشرط إزالة | فور إزالة | بمجرد إزالة | حال حذف
end-fix = نصلح | سنصلح | نصحح | سنصحح | نعيد | سنعيد
silence~: end-gain/end-fix 10 cond-izha 1 delpast 2 posts
silence~: cond-izha 1 delpast 2 posts 7 end-gain/end-fix
silence~: end-gain 10 cond-hadhf 2 posts
silence~: cond-hadhf 2 posts 8 end-gain
end-gain = نحول | سنحول | نسدد | سنسدد | نعطيك* | نمنحك* | تنال | تنالون | نقدم | نعرض
# لا حق يبقى
no-lak = لن يمكنك | لن تستطيع | لا يمكنك | لا تستطيع | لن يكون بإمكانك | لن يمكنكم | لا يحق لك | لا يحق لكم | ليس لك | لن تتمكن من
waives_claims: no-lak 2 claimv 4 more
waives_claims: lose2 1 all 2 legal
waives_claims: no-layumkin 3 mutalaba 2 bishay
lose2 = تفقد | تفقدون | تخسر | تخسرون | تضيع
# لا كلمة للصحافة ولا لجهة
pressers = صحافة | إعلام | صحفي* | صحفيين | جرائد | جهات | سلطات | شرطة | هيئة | تلفزيون | أمين المظالم
silence: start-avoids 4 pressers
start-avoids = تتجنب | تتجنبون | تقطع الاتصال | تقطعون الاتصال | تبتعد عن | تبتعدون عن | لا تعطي مقابلات | لا تدلي بتصريحات
# من قال ذلك لم نكن نحن
said = قال لك روبوت | قال لكم روبوت | قال لك الروبوت | أخبرك روبوت | أخبركم روبوت | قالت لك المحادثة | روبوت المحادثة أخبرك
# بيننا، بلا تعليق، بلا استئناف
silence~: start-yabqa 2 end-baynana
start-yabqa = يبقى هذا | يبقى الأمر | سيبقى هذا | يظل هذا | يظل الأمر | هذا يبقى | هذا الأمر يبقى | ليبق هذا
end-baynana = بيننا | بينكم وبيننا | بينك وبيننا
silence~: abstain 1 comments
comments = أي تعليق | التعليق | كل تعليق | أي تصريح | التصريح
no_complaint_elsewhere: start-no-lan 2 decision
start-no-lan = لن تستأنف | لن تستأنفوا | لن تستأنفي | لن تطعن | لن تطعنوا | ولن تستأنف
third = تستأنف | تطعن
start-no-alla = ألا
silence: start-no-alla 0 tellv 4 whom4
end-lose = إعادة المبلغ | رد المبلغ | تعيد المال | إعادة المال
denies_appeal: start-qarar 0 nihai
start-qarar = قرارنا | هذا القرار | القرار | جوابنا | ردنا
nihai = نهائي | هو نهائي | قرار نهائي
harmless = نهائي داخل | نهائي لدينا | نهائي عندنا | نهائي بعد | نهائي إلا
""";
}
