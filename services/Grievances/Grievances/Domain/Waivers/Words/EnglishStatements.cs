namespace Grievances.Domain.Waivers.Words;

/// <summary>English, read on after <see cref="EnglishReleases" />: what is stated as if it were settled, with no "must" and no "agree" before it: somebody withdraws,
/// takes a sum in place of a court, keeps terms to themselves, takes down what they wrote for money.</summary>
internal static class EnglishStatements
{
    internal const string List = """

you = both sides | each side | either side | neither side | the two sides | both of us | each of us | neither of you
give = give away | gives away | giving away | trade in | trade away
# What somebody withdraws
start-withdraws = you withdraw | you hereby withdraw | you now withdraw | you then withdraw | you also withdraw | you thereby withdraw | you drop | you hereby drop | you take back | you retract
 | you rescind | you call off | you discontinue | you cancel | you are withdrawing | you are dropping | the complainant withdraws | the claimant withdraws | the complainant drops
 | the claimant drops | in return you withdraw | in return you drop | in exchange you withdraw | in exchange you drop
complaint2 = complaint | complaints | claim | claims | grievance* | report | lawsuit | suit | petition | allegation* | accusation* | proceedings | legal action | charges | case against | case before
start-wd = withdraw | drop | take back | retract | call off
withdrawn2 = withdrawn | dropped | taken back | retracted | called off | discontinued
tobe = is to be | has to be | must be | shall be | needs to be | must first be | is hereby | is thereby | is deemed | is considered | counts as | is regarded as | will be deemed | is treated as
withdraw_as_condition~: start-withdraws 4 complaint2
withdraw_as_condition~: start-wd 3 complaint2 8 end-gain
withdraw_as_condition~: complaint2 6 tobe 1 withdrawn2
# Taken in place of a court or an authority
accepts = accept | accepts | accepting | take | takes | taking | taken | receive | receives | paid | pay | pays | payment | sum | amount | money | voucher | compensation | refund | offer | settlement
 | apology | agree | agrees | settle | settles | remedy | this
cond-lieu = in lieu of | in place of | in the place of | as a substitute for | substitutes for | substitute for | replaces | replace | takes the place of | take the place of | as an alternative to
 | in substitution for | in substitution of
lieu2 = instead of | rather than
law = court* | tribunal* | judge* | legal action* | legal step* | legal proceeding* | legal claim* | legal remed* | lawsuit* | proceedings | litigation | litigating | trial | suing | sue | regulator*
 | authorit* | ombud* | arbitrat* | police | any claim | all claims | any complaint | your claims | your complaint to
start-lieu = instead of | rather than | in lieu of | in place of
whether = not instead of | not in place of | not in lieu of
no_complaint_elsewhere~: accepts 8 cond-lieu 4! law
no_complaint_elsewhere: accepts 8 lieu2 4! law
no_complaint_elsewhere~: start-lieu 3! law 3 you 1 accepts
# Silence, kept by one or by both
sides = parties | both sides | each side | either side | the two sides | both of us | each of us | each party
keeps = keep | keeps | will keep | shall keep | must keep | both keep | each keep | hold | holds | treat | treats | are to keep | agree to keep
start-youkeep = you keep | you will keep | you hold | you treat | in return you keep
tothemselves = to themselves | to itself | to yourself | to yourselves | among themselves | between themselves | confidential* | secret | private | under wraps | in confidence | silent | quiet | silence
silence~: sides 1 keeps 9 tothemselves
silence~: start-youkeep 9 tothemselves
no-sides = do not | does not | don t | will not | won t | shall not | may not | must not | can not | cannot | never | are not to | agree not to | agrees not to | undertake not to | promise not to
bare-tell = disclose | discloses | divulge | divulges | reveal | reveals | publish | publishes | publicise | publicize | make public
silence: sides 1 no-sides 1 tell 6 whom
silence: sides 1 no-sides 1 bare-tell 1 this
silence: no-neither 2 tell/tell2 6 whom/agreed
no-neither = neither side | neither party | neither of you | neither of us | neither of the parties | no party
tell = discloses | reveals | publishes | shares | discusses | mentions | divulges | tells
agreed = what was agreed | what we agreed | what has been agreed | of it | about it
silence: sides 3 staysilent
staysilent = stay silent | remain silent | keep silent | keep quiet | stay quiet | say nothing | remain quiet
start-no-you = you do not | you don t | you never | you no longer | in return you do not
silence: start-no-you 0 tell 6 whom
silence: start-no-you 0 bare-tell 1 this
silence: promise 4 deny 1 bare-tell 1 this
this = this | it | that | any of this | any of it | anything
start-nobody = you tell nobody | you tell no one | you speak to nobody | you speak to no one | you speak with nobody | you speak with no one | you talk to nobody | you talk to no one | you tell not a soul
 | you hold your tongue | you keep your mouth shut
silence: start-nobody
start-quiet2 = you keep quiet | you stay silent | you stay quiet | you keep silent | you remain silent | you keep quiet
onit = about | on | to anyone | to anybody | to the
silence: start-quiet2 0 onit 3 whom/this/matter
silence: exch 2 you 2 no-hush
no-hush = say nothing | tell nobody | tell no one | keep quiet | stay silent | stay quiet | keep silent | remain silent | speak to nobody | talk to nobody
# What they wrote, taken down for money
del3 = delete | deletes | remove | removes | take down | takes down | take it down | take off | take your | erase | erases | unpublish | withdraw | withdraws | pull | hide | rewrite
deleted = deleted | removed | taken down | gone | offline | erased | unpublished | withdrawn | hidden | down
posts = thread* | story | stories | blog* | rating* | testimony | entry | entries
cond-when2 = if you | once you | as soon as you | the moment you | when you | after you | until you | unless you | should you | provided you | provided that you | as long as you | so long as you
cond-posts = if your | once your | as soon as your | the moment your | when your | after your | until your | unless your | provided your | provided that your | on condition that your | only if your | if the | once the
 | as soon as the | when the | after the
cond-deletion = deleting | removing | taking down | removal of | deletion of | withdrawal of | taking your
end-fix = repair | repairs | fix | fixes | restore | restores | correct | give you | gives you | transfer | transfers | yours
unneeded = only if you say | only when you say | only if you ask | only once you say
silence~: end-gain/end-fix 12 cond-when2/cond-on 4 del3 5 posts
silence~: cond-when2/cond-on 4 del3 5 posts 9 end-gain/end-fix
silence~: end-gain/end-fix 12 cond-posts 2 posts 3 deleted
silence~: cond-posts 2 posts 3 deleted 9 end-gain/end-fix
silence~: end-gain 12 cond-on 3 cond-deletion 4 posts
silence~: cond-on 3 cond-deletion 4 posts 9 end-gain
silence~: start-youdelete 5 posts
start-youdelete = you delete | you remove | you take down | you erase | you unpublish | in return you delete | in return you remove | in exchange you delete
# No claim is left
claim6 = claim | claims | demand | demands | ask us | ask the | request | seek | sue
no-can6 = cannot | can t | can not | may not | can no longer | may no longer | shall not | must not | will no longer | will no longer be able to | will not be able to | are no longer able to | no longer may | can never | will never
anything2 = anything | any more | a thing | money | more | us
against = anything | any more | money
waives_claims: you 1 no-can6 1 claim6 3 anything2
waives_claims: you 2 noclaims
noclaims = are left with no claim* | are left without any claim* | are left without claim* | are left with no right* | lose every right | lose all rights | lose any right | lose all claims | lose any claim | lose every claim
no-rleft = no right remains | no rights remain | no right is left | no rights are left | no claim is left | no claims are left
waives_claims: no-rleft
# No word to press or authority
avoids = have no contact with | has no contact with | avoid contact with | avoid any contact with | break off contact with | break off all contact with | stay away from | keep away from | give no interview*
 | give no statement* | refuse interview* | steer clear of
silence: you 2 avoids 4 pressers
silence: start-avoids 3 pressers
start-avoids = avoid | avoid any contact with | avoid contact with | stay away from | keep away from
pressers = press | media | journalist* | reporter* | newspaper* | regulator* | authorit* | police | ombud* | television | broadcaster*
# Between the two, no comment, no appeal, nothing back
silence~: start-this 1 stays3 2 end-among2
start-this = this | that | it | all of this | the matter | everything | the agreement
stays3 = stays | remains | will stay | will remain | shall stay | shall remain | must stay | must remain | is to stay | is kept
end-among2 = between us | between ourselves | between the two of us | among us | among ourselves
silence~: refrain 1 from 2 comments
comments = public comment* | public statement* | any comment* | any statement* | all comment* | public remarks
whom = of this | of it
silence: end-gain 12 cond-when2 4 deny 1 tell 6 whom
no_complaint_elsewhere: you 0 no-willnot 0 appealed
no-willnot = will not | won t | shall not | will never | agree not to | promise not to
end-offer = sum
waives_claims~: bypay 1 ends 3 all 2 duties
denies_appeal: start-ourdecision 0 isfinal
start-ourdecision = our decision | this decision | the decision | our answer | this answer | the outcome | this outcome
isfinal = is final | remains final | stands as final | is definitive | is conclusive
harmless = final here | final in | final within | final only | final once | final after | final unless | final until | final for us
""";
}
