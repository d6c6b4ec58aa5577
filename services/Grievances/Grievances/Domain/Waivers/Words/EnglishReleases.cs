namespace Grievances.Domain.Waivers.Words;

/// <summary>English, read on after <see cref="EnglishOrders" />: the organisation freed, everything that could be asked ended by a sum, no way back, discretion hoped for, a matter closed elsewhere, a way barred.</summary>
internal static class EnglishReleases
{
    internal const string List = """

give = renunciation* | cede | cedes | ceding | part with | parts with | let go of | lets go of | dispense with
quit = disclaim*
neutral = data protection
# The organisation is free of what it owes
end-rparty = company | organisation | organization | hospital | clinic | bank | operator | provider | insurer | school | university | employer | staff | employees | subsidiaries | we | us | party | parties | side | affiliates
rfreed = free | freed | released | discharged | relieved | absolved | cleared | exempt | exempted | exonerated | rid
rof = of | from
rliab = liability | liabilities | responsibility | responsibilities | obligation | obligations | claims | claim | duty | duties | legal consequences | anything owed
no-rmore = no further | no more | no longer any | no longer bear* | no longer has any | no longer have any | no remaining | no outstanding | no other | ceases to have any | cease to have any
rtoyou = to you | towards you | toward you | in your regard | as regards you | against you
waives_claims~: end-rparty 6 rfreed 0 rof 3 rliab
waives_claims: end-rparty 4 no-rmore 2 rliab 2 rtoyou
# A sum, a signature or a letter ends everything that could be asked
rends = put an end to | puts an end to | putting an end to | put paid to | extinguish* | terminate* | dispose of | disposes of | wipe out | wipes out
 | discharge | discharges | close off | closes off | closes | end | ends | conclude | concludes | lays to rest | draws a line under | exhaust* | in lieu of
rwhole = all claims | any claims | any claim | every claim | all demands | all your claims | your claims | all further claims | any and all | all present and future | all rights | any rights
 | whatever you could | whatever you might | whatever you may | whatever else | all other demands | all your demands | any entitlement | all entitlements
rallyou = everything you could | everything you might | everything you may | everything you can | all you could | all that you could | all you might | anything you could | anything you might | all you can
 | everything that you could | everything that you might | anything else you
rask2 = ask | claim | demand | want | seek | expect | hold against | raise | bring | have against
waives_claims~: rends 2 rwhole
waives_claims~: rends 1 rallyou 2 rask2
# There is no coming back
deny-back = cannot | can t | can no longer | may not | may no longer | will not | won t | will no longer | must not | shall not | are unable to | are no longer able to | no longer be able to | not be able to
rback = come back | return to us | turn to us | approach us | get back to us | come to us | bring it up | bring this up | bring the matter up | raise it again | raise this again
 | raise the matter again | raise the issue again | reopen | re open | revive | take it further | take this further | take the matter further | pursue it | pursue this | pursue the matter | go back on
 | hold anything against | have anything against | make an issue of | dispute this | dispute it
waives_claims: you 1 deny-back 2 rback
rnoagainst = nothing against us | nothing more against | nothing further against | nothing against the | no grievance against | no quarrel with us | no further grievance
waives_claims: you 2 rnoagainst
# A way is barred
rbars = bars you from | bar you from | precludes you from | preclude you from | prevents you from | prevent you from | stops you from | rules out | excludes any | deprives you of | bars any | shuts out | bars the way
rway = court* | tribunal* | regulator* | legal | lawsuit* | claims | claim | suing | proceedings | complaint* | recourse | authorit* | appeal* | press | media
no_complaint_elsewhere: rbars 6 rway
# Discretion that is hoped for
cond-rwish = we trust | we count on | counting on you | we rely on | relying on you | trusting you | we expect | we hope | in return | in exchange | please | we would like | we would prefer
 | we would appreciate | we would be grateful | we ask | condition* | provided
rstay = stay | stays | staying | remain | remains | kept | keep | keeps | leave | left | handled | dealt with
end-ramong = between us | between you and us | between the two of us | between ourselves | among ourselves | between you and me | within these walls | behind closed doors | under wraps | off the record
 | within the family | out of the public eye | out of the papers | out of the news | out of the press | out of the media | off the internet | away from the press | away from the media | in house
no-rpress = no newspaper* | no journalist* | no reporter* | nobody outside | no one outside | no outsider* | neither the press | not a soul
rlearns = learn* | hear* | find | finds | know | knows | get | gets | be told | is told | read | reads | aware
silence~: cond-rwish 9 rstay 2 end-ramong
silence: cond-rwish 9 no-rpress 2 rlearns
# A matter that is to be closed elsewhere
cond-rask = ask you to | asked to | please | you must | you have to | you need to | kindly | we need you to | requires you to | on condition that you | invite you to | we want you to | you are to | expect you to
rdrop = drop | dropping | close | closing | withdraw | end | settle | call off | discontinue | cancel | retract | halt | stop | shelve
rmatter = matter | case | file | complaint | report | procedure | proceedings | grievance | lawsuit | claim | inquiry | investigation | charges | petition
rwith = with the | at the | before the | with your | in court | to the | with any | in the
withdraw_as_condition~: cond-rask 3 rdrop 3 rmatter 0 rwith 4 rauth
rauth = court* | tribunal* | regulator* | authorit* | commission* | ombud* | police | agency | prosecutor* | board | inspectorate | contact point
# Steps that are forgone, and disputes that go to no court
rforgo = you forgo | you forego | you will forgo | agree to forgo | agreeing to forgo | forgoing | forgo any | forgo all
rsteps = legal step* | further step* | further action* | legal action* | recourse | remedies | proceedings | litigation
waives_claims: rforgo 4 rsteps
rdisputes = dispute* | disagreement* | claim* | differences
ronly = only to arbitration | only by arbitration | solely by arbitration | exclusively to arbitration | exclusively by arbitration | only in arbitration | to binding arbitration | through binding arbitration | only through arbitration
no_complaint_elsewhere: rdisputes 6 ronly
""";
}
