namespace Grievances.Domain.Waivers.Words;

/// <summary>English, read on after <see cref="EnglishWords" />: paid on a condition, and nothing more after that.</summary>
internal static class EnglishBargains
{
    internal const string List = """

suppose = if | when | where | should

# Paid on a condition, and nothing more after that
cond-on = on condition | on the condition | on the strict condition | the condition that | one condition that | condition is that | condition being | conditional | conditioned | conditions that
 | provided that | on the basis that you | on the understanding | understanding that you | on the footing that | so long only as | only while | only as long as | only where you
 | assuming that you | provided you | provided the | provided she | provided he | provided they | providing | proviso | contingent | in exchange for | in return for | in consideration of
 | depends on | dependent on | subject to | only if | the price of | requires
cond-if = if you | if no | if nothing | if he | if she | if they | if the complainant | if the claimant | if the recipient | so long as you | as long as you | as long as she | as long as he
 | as long as the | so long as the | while you | assuming you | when you | until you
cond-when = if you | should you | in case you | once you | as soon as you | the moment you | when you | if he | if she | if they | if the recipient | if the complainant | if the claimant
deny3 = not | never | no longer | don t | doesn t | won t | dont | nobody | refrain* | abstain* | desist* | stay away | without | nothing | no
act3 = go | goes | gone | going | file | files | filed | bring | brings | turn | turns | turned | take | takes | lodge | lodges | contact | contacts | approach | complain | submit | start
 | raise | pursue | pursues | pursuing | hire | instruct | retain | see a | consult | speak with | bringing | filing | making | taking | contacting | write to | report | speak to | talk to
 | involve | involves | call | appeal to
go3 = sue | sues | suing | sued | litigate | complain | complains | complaining | appeal | appeals | appealing | legal action | further complaint | lawsuit | lawsuits | court action
tell3 = publish* | disclose* | discuss* | reveal* | share* | post | posts | posting | mention* | speak* | talk* | tell* | say | says | saying | comment* | go public | make public
silent = silence | staying silent | keeping quiet | staying quiet | keeping silent | stay silent | stay quiet | keep silent | keep quiet | stays silent | stays quiet | say nothing
 | says nothing | saying nothing | not a word | remain silent | remains silent
end-gain = pay* | paid | compensat* | refund* | reimburs* | receive* | money | amount | sum | apology | apologis* | apologiz* | euros | dollars | pounds | offer | offers | voucher* | benefit
 | benefits | bonus | get | settle* | remed* | keep your | contract
end-offer = offer | payment | compensation | money | refund | agreement | apology | voucher | amount | settlement
end-lapse = lapse | lapses | expire | expires | void | forfeited | withdrawn | cancelled | canceled | revoked | stop | stops | ends | end | lost | falls away | off the table | stopped
 | suspended | repaid | paid back | returned
end-nopay = not pay if | not pay you if | not be paid if | no payment if | no money if | no compensation if | not receive the money if | not receive anything if | nothing if
 | lose the payment if | lose the money if | not receive it if | lose your payment if | repay the money if | repay the amount if | repay it if
no_complaint_elsewhere: cond-on 5 deny3 4 act3/act 7 forum/lawyer
lawyer = lawyer* | solicitor* | attorney* | matter
no_complaint_elsewhere: cond-on 5 deny3 4 go3
cond-no = provided no | providing no | provided that no | if no | as long as no | so long as no | on condition that no | condition of no
no_complaint_elsewhere: cond-no 2 forum/go3 3 brought
no_complaint_elsewhere: condition 1 no-nothing 2 forum
condition = condition of | subject to | in exchange for | in return for
silence: cond-nothing 3 tell3
cond-nothing = provided nothing | provided that nothing | on condition that nothing | as long as nothing | so long as nothing
no_complaint_elsewhere: end-gain 12 cond-if 3! deny3 1! act3 7 forum
no_complaint_elsewhere: end-gain 12 cond-if 3! deny3 1! go3
no_complaint_elsewhere: cond-if 3! deny3 1! act3 7 forum 9 end-gain
no_complaint_elsewhere: cond-if 3! deny3 1! go3 9 end-gain
no_complaint_elsewhere~: end-offer 4 end-lapse 3 cond-when 3 act3 7 forum
no_complaint_elsewhere~: end-offer 4 end-lapse 3 cond-when 3 go3
no_complaint_elsewhere~: cond-when 3 act3 7 forum 6 end-offer 4 end-lapse
no_complaint_elsewhere~: cond-when 3 go3 6 end-offer 4 end-lapse
no_complaint_elsewhere: end-nopay 4 act3 7 forum
no_complaint_elsewhere: end-nopay 4 go3
silence: cond-on 5 deny3 3 tell3 6 whom
silence: cond-on 5 tell3 1 deny3 6 whom
silence~: end-gain 12 cond-on 5 keep 6 secret
silence~: cond-on 5 keep 6 secret 9 end-gain
silence~: cond-on 1 you 2 keep 6 secret
confid = confidentiality | secrecy | your discretion | non disclosure
silence~: end-gain 12 cond-on 4 confid
silence~: cond-on 4 confid 9 end-gain
silence~: cond-on 5 silent
silence: end-gain 12 cond-if 3! deny3 1! tell3 6 whom
silence: cond-if 3! deny3 1! tell3 6 whom 9 end-gain
silence: cond-if 2 tell3 1 deny3 6 whom 9 end-gain
silence~: end-gain 12 cond-if 3 keep 6 secret
silence~: cond-if 3 keep 6 secret 9 end-gain
silence~: end-gain 12 cond-if 3 silent
silence~: cond-if 3 silent 9 end-gain
claimv = claim | claims | claiming | demand | demands | demanding | seek | seeks | seeking | ask for | request | requests | raise | raises | assert | asserts | make | makes | want | expect
deny4 = not | cannot | can t | never | won t | no longer | not ever | not to
more = anything more | any more | anything else | anything further | further compensation | further payment* | further amount* | further money | further sums | further demands | further claims
 | any other remedy | any other redress | another remedy | more later | more afterwards | any additional | further redress | further remedies | more from the | further damages | any further
 | additional | other compensation | any other | any compensation | any damages | more compensation | more money | more from us | anything from us
no-more = no further | no more | nothing more | nothing further | nothing else | no additional | no other
no-right = no right to | no further right to | any right to | right any more to | not entitled to | no longer entitled to | no entitlement to | right no longer to | no legal right to
 | not allowed to | not permitted to
against = against us | against the | against our | demands | claims | further | additional | more | compensation | damages | lawsuit*
yourself = yourself | himself | herself | themselves | themself | yourselves | myself
consider = consider | considers | deem | deems | declare | declares | regard | regards | treat
satisfied = satisfied | compensated | paid in full | fully paid | settled | made whole | indemnified
end-nothing = nothing more | nothing further | nothing else | nothing | no further amount | no further sum | no further sums | no more money | no further compensation | no further payment
 | no other compensation | no further amounts | no further payments | no additional amount | no additional amounts | no more payments
owed = owed to you | due to you | payable to you | owing to you | owed to the claimant | due to the claimant | owed to the recipient | be expected from us | owing
end-we = we owe you nothing | we owe you no | owe you nothing more | owe you nothing further | owe you no more | do not owe you anything | no longer owe you
matter = matter | dispute | case | complaint | affair | grievance | everything | claims | issue | conflict
close = settle | settles | settled | settling | close | closes | closed | closing | end | ends | ended | conclude | concludes | concluded | resolve | resolves | resolved | over | finished | done
forgood = once and for all | for good | definitively | conclusively | for ever | forever | finally and completely | completely and finally | fully and finally | finally and fully
 | with finality | permanently
end-regard = we consider | we regard | we deem | is deemed | are deemed | is considered | is regarded | we treat
end-even = end of the matter | end of this matter | end of it between us | call it quits | we are quits | are even with each other | line under the matter | line under this | matter to rest
dispute = dispute | disputes | quarrel* | controvers* | claim | claims | demands | differences | issues | conflict*
end-between = between us | between the parties | between you and | against each other | against the other | against one another
waives_claims: you 2 modal 1 deny4 1 claimv 5 more
waives_claims: promise 4 deny4 1 claimv 5 more
waives_claims: you 3 claimv 0 no-more
waives_claims: you 3 no-right 3 claimv/act/go3 6 against
waives_claims: you 3 no-right 2 go/go3
waives_claims: consider 2 yourself 3 satisfied
waives_claims: end-nothing 4 owed
waives_claims: end-we
waives_claims: close 4 matter 4 forgood
waives_claims: matter 4 close 3 forgood
waives_claims: matter 3 forgood 2 close
waives_claims: end-regard 3 matter 3 close 3 forgood
waives_claims: end-even
waives_claims: no-no 2 dispute 4 end-between
waives_claims: no-more 0 dispute 4 end-between
waives_claims: settle2 2 everything 1 end-between
everything = everything | all
settle2 = settles | settled | settling | settle
silence: you 2 modal2 1 deny2 2 tell3 3 whom4
whom4 = anything | a word | nothing | about this | about it | about us
silence~: silent 3 price
price = condition | prerequisite | precondition | the price | requirement | required
undo = withdraw | cancel | revoke | stop | lose | forfeit | end | rescind | take back | suspend
no_complaint_elsewhere~: cond-when 3 act3 7 forum 5 undo 2 end-offer
no_complaint_elsewhere~: cond-when 3 go3 5 undo 2 end-offer
no_complaint_elsewhere~: undo 2 offer2 2 cond-when 3 act3/go3 7 forum
offer2 = offer | payment | compensation | money | refund | voucher
neither = neither side | neither party | neither of us | neither of the parties | no party | none of the parties
no_complaint_elsewhere: neither 1 modal 2 act/act3 4 forum
no_complaint_elsewhere: neither 1 modal 2 go/go3
waives_claims: neither 1 hold2 1 no-any 1 dispute
hold2 = has | have | holds | retains | will have | shall have
no-any = any | a | further
waives_claims: no-lefttoclaim
no-lefttoclaim = nothing more to claim | nothing left to claim | nothing further to claim | nothing more to ask | nothing else to claim | nothing more to demand | nothing further to demand
 | no further claim on us | no claim left against
all2 = all matters | all issues | all questions | every matter | any matter | everything
waives_claims: all2 2 end-between 2 close
waives_claims: end-finalset
end-finalset = final settlement of all | final settlement of any | final settlement between | final settlement of everything | constitutes a final settlement | constitutes final settlement
 | means a final settlement | means final settlement | final close | matter to a close | matter to an end once
waives_claims: nonyou 0 modal 0 deny4 1 claimv 5 more
nonyou = he | she | they
silence: cond-on 4 stays2 1 end-among
silence: end-among 4 cond-on
stays2 = stays | stay | remains | remain | is kept | kept
end-among = between us | among us | between ourselves | between you and
cannot = cannot | can t | may not | can no longer | may no longer | shall not | must not
waives_claims: you 0 cannot 1 claimv 5 more
end-refuse = will not pay | do not pay | won t pay | not be paid | no payment | pay nothing | get nothing | receive nothing | not receive | will not get | not compensate | no money
 | have to repay | must repay | pay it back | pay back
no_complaint_elsewhere: cond-when 3! act3 7 forum 6 end-refuse
no_complaint_elsewhere: cond-when 3! go3 6 end-refuse
silence: cond-when 3! tell3 4 whom 6 end-refuse
silence: end-nopay 4 tell3 5 whom
silence: end-offer 4 end-lapse 3 cond-when 3 tell3 5 whom
silence: cond-when 3! tell3 4 whom 6 end-offer 4 end-lapse
exchange = in exchange for | in return for
silence~: end-gain 12 exchange 1 discretion
discretion = discretion | confidentiality | your discretion | secrecy
silence~: cond-on 2 yours
yours = your confidentiality | your secrecy | you keeping silent | your keeping
""";
}
