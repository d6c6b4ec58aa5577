namespace Grievances.Domain.Waivers.Words;

/// <summary>Spanish: how it is read, see <see cref="WaiverWords" />. First persons plural are the organisation's and not listed.</summary>
internal static class SpanishWords
{
    internal const string List = """
# Denials and where they end
not = no | nunca | jamás | tampoco | ni | nada | ningún | ninguna | ninguno | nadie | libre de no | en lugar de
none = ningún | ninguna | ninguno | nada | ni un
neutral = sin aceptar | sin asumir | no reconocemos | no reconoce | no admitimos | no admite | no asume | no asumimos | ninguna culpa | ninguna responsabilidad | sin culpa
 | no acepta responsabilidad | sin ningún reconocimiento
 | no solo | no sólo | no obstante | no más tarde | sin limitación | sin perjuicio | sin reserva* | sin excepción | sin demora | sin reconocer | sin reconocimiento | sin admi*
 | sin que ello | sin que esto suponga | sin más | conocidas o no | conocidos o no | no conocid* | no limit* | sin recono* | sin costo | sin coste | sin efecto | sin valor
without = sin
whether = tanto si | aunque no | renuncie o no | acepte o no | retire o no | independientemente de si
if = si | cuando | mientras | hasta que
unneeded = no es necesari* | no se exige | no se requiere | no hace falta | no es una condición | no se pide | no es obligatori*
unasked = no le pedimos | no pedimos | nunca pedimos | no exigimos | no le exigimos | no tiene que | no está obligad* | no hace falta que | no es necesario que
 | asistente le dijo | robot le dijo | modelo le dijo | su empleador le | nos pidió | nos ha pedido | nos pide
break = pero | antes de | salvo | sino | excepto | a menos | siempre que | por lo tanto | a cambio | mientras | hasta que | a condición | con la condición
and = y | e | o
you = usted | ustedes | tú | reclamante | reclamantes | denunciante | trabajador | trabajadora | beneficiari* | firmante | abajo firmante | partes | parte | perjudicad* | paciente
 | persona afectada | interesad* | receptor* | cliente | yo
ours = nosotros | nosotras | nos comprometemos | nuestro personal | nuestro equipo | nuestros empleados | nuestros intérpretes | mantenemos | mantendremos | guardamos | guardaremos
 | tratamos | trataremos | protegemos
org = su empleador | el banco | la agencia | la administración | la empresa | la organización | la compañía | el operador | el proveedor | el regulador | el tribunal | el equipo
ask = pedimos | solicitamos | exigimos | requerimos | pide | pida | solicita | exige | exigir | requiere | espera | esperamos | rogamos | necesitamos | proponemos | propone | a cambio
 | ambas
harmless = tarifa* | tasa | tasas | cuota* | plazo | plazos | nombre | nombres | identidad | contraseña | recibo | código | códigos | clave | enlace | datos | comisión por | gastos de envío

# Giving up claims, rights, actions
give = renuncia | renuncia a | renuncian | renunciar | renunciando | renuncie | renuncien | renunciará | renunciarán | renuncio | renunció | renunciado | renuncias | cede | ceder
 | desiste | desisten | desistir | desista | desistan | desistirá | desistimiento | desisto | abandona | abandonar | abandone | se desprende | abdica | prescinde de
legal = derecho | derechos | acción | acciones | reclamación | reclamaciones | reclamo | reclamos | demanda | demandas | recurso | recursos | queja | quejas | pretensión | pretensiones
 | denuncia | denuncias | litigio* | pleito* | demandar | reclamar | indemnización adicional | procedimiento* | vía judicial
free = libera | liberan | liberar | libere | liberará | libero | liberando | exonera | exonerar | exonere | exonerará | exonero | exime | eximir | exima | eximirá | eximo | descarga
 | descargar | liberación | exoneración
charges = responsabilidad* | reclamación | reclamaciones | obligación | obligaciones | demanda | demandas | acción | acciones | reclamo | reclamos
total = total | completo | completa | íntegro | pleno | más amplio
finiquito = finiquito | carta de pago
finals = final | definitivo | definitiva
settlement = liquidación | acuerdo transaccional | arreglo | saldo | pago y finiquito | satisfacción de | transacción
satisfied = saldada | saldadas | extinguid* | satisfecha | satisfechas | renunciad* | liquidadas
no-nothing = nada más | nada
claim = reclamar | demandar | pedir | exigir
sign = aceptar | acepta | firmar | firma | cobrar | pago
lose = pierde | perderá | perder | pierda
no-no = no | sin
have = tener | tiene | tendrá | tienen | queda | quedan | existe | existen | tengo | podrá | podrán
more = más | ulterior | ulteriores | adicional* | futur* | otr*
waives_claims: give 9 legal
waives_claims: saldado 2 finiquitado
saldado = saldado | saldada | pagado | pagada
finiquitado = finiquitado | finiquitada
waives_claims: satisfied 2 toda 3 legal
toda = toda | todas | cualquier | todos
waives_claims: free 9 charges
waives_claims: total 2 finiquito
waives_claims: finiquito 3 total
waives_claims: settlement 2 total 2 finals
waives_claims: settlement 2 finals 2 total
waives_claims~: legal 7 satisfied
waives_claims: no-nothing 2 more 3 claim
waives_claims: no-nothing 1 que 1 claim
waives_claims: sign 10 lose 5 legal
waives_claims: no-no 3 have 2 no-nothing/more 3 claim/legal
que = que

# Not going elsewhere
promise = se compromete | se comprometen | comprometerse | comprometa | comprometiéndose | me comprometo | acepta | aceptan | acuerda | acuerdan | conviene | promete | prometer | prometa
 | obliga | obligan | obliga a | se obliga | aceptar | debe | deberá | deberán | pacta | pedimos que | rogamos que | rogamos | solicitamos que | exigimos que | acepte | accede
deny = no | nunca | jamás | ni
act = presentar | presentará | presente | interponer | interpondrá | interponga | iniciar | iniciará | inicie | acudir | acudirá | acuda | recurrir | recurra | entablar | entablará
 | ejercer | ejercitar | ejercite | ejercitará | promover | formular | formule | formulará | contactar | contacte | contactará | hablar | hable | hablará | dirigirse | emprender
 | plantear | llevar | elevar | informar | comunicar | ponerse en contacto | denunciar
forum = tribunal* | juez | jueces | juzgado* | regulador* | autoridad* | prensa | periodista* | medios | policía | punto nacional de contacto | demanda | demandas | queja | quejas
 | reclamación | reclamaciones | reclamo* | acción | acciones | denuncia | denuncias | sindicato* | defensor | defensoría | justicia | organismo* | terceros | otra instancia
 | vía judicial | litigio* | procedimiento* | acciones legales
go = demandar | demande | demandará | denunciar | denuncie | denunciará | reclamar | reclame | reclamará | litigar | querellarse | quejarse
modal = podrá | podrán | puede presentar
refrain = abstenerse | se abstiene | se abstendrá | abstendrá | abstenga | se abstenga | abstención
no_complaint_elsewhere: promise 6 deny 4 act 7 forum
no_complaint_elsewhere: promise 6 deny 4 go
no_complaint_elsewhere: you 3 deny 2 act 7 forum
no_complaint_elsewhere: you 3 deny 3 go
no_complaint_elsewhere: deny 0 modal 3 act/go 7 forum
no_complaint_elsewhere: deny 0 modal 2 go
no_complaint_elsewhere: prohibido 3 act 7 forum
prohibido = prohibido | prohíbe | prohibida | prohibidas
no_complaint_elsewhere: refrain 3 act 7 forum
no_complaint_elsewhere: refrain 3 go

# Silence
must = debe | deberá | deberán | deben | se compromete a | se comprometen a | comprometerse | comprometa | se obliga a | se obligan a | acepta | aceptan | tiene que | pedimos que
 | rogamos que | acuerdan | me comprometo a | acepte | obliga | rogamos | pedimos
keep = mantener | mantenga | mantengan | mantendrá | mantendrán | guardar | guarde | guarden | guardará | tratar | trate | conservar | conserve | guardarán
secret = confidencial | confidenciales | confidencialidad | secreto | silencio | en reserva | reserva | discreción | confidencialmente | para usted | para sí
terms = términos | acuerdo | importe | existencia | oferta | condiciones | contenido | monto | convenio
be = confidencial | confidenciales | secreto | secretos
stay = será | serán | es | son | permanecerá | permanecerán | quedará | quedarán | mantendrá | mantendrán | tendrá | tendrán | carácter
tell = divulgar | divulgue | divulgará | divulguen | revelar | revele | revelará | revelarán | compartir | comparta | difundir | difunda | publicar | publique | comentar | comente
 | hablar | hable | mencionar | mencione | contar | cuente | comunicar | comunique | hacer público | decir | desvelar
whom = terceros | nadie | otras personas | medios | prensa | público | términos | acuerdo | importe | contenido | oferta | caso | asunto | ocurrido | redes sociales | existencia | hechos
 | lo sucedido | periodista* | tercera persona
tell2 = desprestigiar | desacreditar | denigrar | difamar | menospreciar | hablar mal | criticar | hacer comentarios negativos
noun = cláusula de confidencialidad | acuerdo de confidencialidad | pacto de confidencialidad | compromiso de confidencialidad | no divulgación | no denigración | no desprestigio
 | cláusula de silencio | acuerdo de silencio
duty = obligación | deber | obligada | obligado | obligadas | compromiso | sujeto | sujeta
silence: must 4 keep 8 secret
silence~: you 2 keep 4 secret
silence: keep 1 estricta 1 secret
estricta = absoluta | estricta | total | el más estricto | absoluto
silence~: terms 7 stay 2 be
silence~: keep 4 secret 6 terms
silence: terms/carta 6 deny-must 2 told
carta = carta | escrito
deny-must = no debe | no deben | no podrá | no podrán | no deberá | no deberán | no puede | no pueden | no será | no serán
told = divulgad* | comunicad* | revelad* | compartid* | mostrad* | publicad* | divulgarse | revelarse | compartirse | comunicarse | publicarse
silence: you 4 deny 2 tell 9 whom
silence: promise 4 deny 3 tell 9 whom
silence: deny 0 modal 2 tell 9 whom
silence: promise 5 deny 3 tell2
silence: refrain 3 tell 8 whom
silence: refrain 3 tell2
silence: prohibido 3 tell 8 whom
silence: pedimos 3 discrecion
pedimos = pedimos | rogamos | esperamos | exigimos | contamos con
discrecion = discreción | silencio | reserva
silence: noun
silence~: you 6 duty 3 secret

# Withdrawing as the price
cond = condición | condicionado | condicionada | condicionados | supeditado | supeditada | siempre que | sujeto a | sujeta a | a cambio | depende | dependerá | solo si | sólo si
 | únicamente si | requisito | para recibir | exige que | requiere que | mediante
withdraw = retirar | retire | retira | retirada | retiro | retirado | retirará | retiren | desista | desistir | desistimiento | desiste | retirarla | archivar su
complaint = reclamación | reclamaciones | queja | quejas | denuncia | denuncias | demanda | reclamo | reclamos | caso | acusación | acusaciones
pay = pagar* | pago | paga | pague | abonar* | reembols* | recibirá | recibir | indemniza* | compensa* | dinero | euros | disculpa*
then = si | una vez | cuando | después de | hasta que | tras | salvo que | a menos que | en cuanto
need = debe | deberá | tiene que | se compromete a | acepta | se obliga a | pedimos que | deberán | exigimos que
withdraw_as_condition~: cond 8 withdraw 6 complaint
withdraw_as_condition~: pay 10 then 5 withdraw 5 complaint
withdraw_as_condition~: then 5 withdraw 5 complaint 8 pay
withdraw_as_condition~: need 3 withdraw 5 complaint
withdraw_as_condition~: withdraw 5 complaint 6 cond

# Indemnity
hold = mantener | mantendrá | mantenga | dejar | dejará | deje | sacar | sacará | saque | indemnizará y | garantizará
harmless2 = indemne | indemnes | en paz y a salvo | libre de toda reclamación
org2 = a la empresa | a la compañía | a la organización | al operador | al proveedor
will = usted | se compromete a | se obliga a | reclamante | deberá | acepta
pays = indemnizar | indemnizará | resarcir | resarcirá | indemnice
indemnity: hold 8 harmless2
indemnity: will 3 pays 2 org2
""";
}
