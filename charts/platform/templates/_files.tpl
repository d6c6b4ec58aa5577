{{- /* Files and mail: what the grievances service, and no other, is told and may reach. */ -}}
{{- define "platform.fileStore" -}}
{{- $store := required "files.store: say where the files of grievances lie: s3 (files.s3.endpoint, bucket, existingSecret), or volume (files.volume.existingClaim, ReadWriteMany)" .Values.files.store -}}
{{- if eq $store "s3" -}}
{{- $_ := required "files.s3.endpoint: give the address of the S3 store, for example https://objects.example.org" .Values.files.s3.endpoint -}}
{{- $_ := required "files.s3.bucket: name the bucket, which must exist" .Values.files.s3.bucket -}}
{{- $_ := required "files.s3.existingSecret: name the Secret whose keys 'accessKey' and 'secretKey' open the bucket" .Values.files.s3.existingSecret -}}
{{- else -}}
{{- $_ := required "files.volume.existingClaim: name the claim the files lie on, ReadWriteMany where grievances has more than one pod" .Values.files.volume.existingClaim -}}
{{- end -}}
{{- $store -}}
{{- end -}}

{{- define "platform.fileSettings" -}}
{{- if eq (include "platform.fileStore" .) "s3" -}}
{{- $s3 := .Values.files.s3 -}}
- {name: Files__Store, value: s3}
- {name: Files__S3__Endpoint, value: {{ $s3.endpoint | quote }}}
- {name: Files__S3__Bucket, value: {{ $s3.bucket | quote }}}
- {name: Files__S3__Region, value: {{ $s3.region | quote }}}
{{ include "platform.secretVariable" (dict "variable" "Files__S3__AccessKey" "secret" $s3.existingSecret "key" "accessKey") }}
{{ include "platform.secretVariable" (dict "variable" "Files__S3__SecretKey" "secret" $s3.existingSecret "key" "secretKey") }}
{{- else -}}
- {name: Files__Store, value: folder}
# A folder of its own: the root of a volume may hold what its file system keeps there.
- {name: Files__Directory, value: /files/sealed}
{{- end }}
{{- with .Values.files.scanner.address }}
- {name: Files__Clamd, value: {{ . | quote }}}
{{- end }}
{{- end -}}

{{- define "platform.mailSettings" -}}
- {name: Mail__Transport, value: {{ .Values.mail.transport }}}
{{- if eq .Values.mail.transport "smtp" }}
{{- $smtp := .Values.mail.smtp }}
- {name: Mail__From, value: {{ required "mail.from: give the sender of pings; a neutral address, which must not tell who writes about what" .Values.mail.from | quote }}}
- {name: Mail__Smtp__Host, value: {{ required "mail.smtp.host: name the mail server" $smtp.host | quote }}}
- {name: Mail__Smtp__Port, value: {{ $smtp.port | quote }}}
- {name: Mail__Smtp__Security, value: {{ $smtp.security }}}
- {name: Mail__Smtp__CheckRevocation, value: {{ $smtp.checkRevocation | quote }}}
{{- with .Values.mail.link }}
- {name: Mail__Link, value: {{ . | quote }}}
{{- end }}
{{- with $smtp.existingSecret }}
{{ include "platform.secretVariable" (dict "variable" "Mail__Smtp__User" "secret" . "key" "user") }}
{{ include "platform.secretVariable" (dict "variable" "Mail__Smtp__Password" "secret" . "key" "password") }}
{{- end }}
{{- if $smtp.authorityConfigMap }}
- {name: Mail__Smtp__Authority, value: /authority/ca.crt}
{{- end }}
{{- end }}
{{- end -}}

{{- define "platform.usesAuthority" -}}
{{- if and (eq .Values.mail.transport "smtp") .Values.mail.smtp.authorityConfigMap }}true{{ end -}}
{{- end -}}

{{- define "platform.fileVolumes" -}}
{{- if eq (include "platform.fileStore" .) "volume" }}
- name: files
  persistentVolumeClaim: {claimName: {{ .Values.files.volume.existingClaim | quote }}}
{{- end }}
{{- if include "platform.usesAuthority" . }}
- name: authority
  configMap:
    name: {{ .Values.mail.smtp.authorityConfigMap | quote }}
    items: [{key: ca.crt, path: ca.crt}]
{{- end }}
{{- end -}}

{{- define "platform.fileVolumeMounts" -}}
{{- if eq (include "platform.fileStore" .) "volume" }}
- {name: files, mountPath: /files}
{{- end }}
{{- if include "platform.usesAuthority" . }}
- {name: authority, mountPath: /authority, readOnly: true}
{{- end }}
{{- end -}}

{{- define "platform.portOf" -}}
{{- $port := regexFind ":[0-9]+$" . | trimPrefix ":" -}}
{{- $port | default (ternary "443" "80" (hasPrefix "https://" .)) -}}
{{- end -}}

{{- define "platform.fileRules" -}}
{{- $files := .Values.files -}}
{{- $mail := .Values.mail -}}
{{- if eq (include "platform.fileStore" .) "s3" }}
{{ include "platform.egressTo" (dict "ports" (list (include "platform.portOf" $files.s3.endpoint | int)) "peers" $files.s3.peers) }}
{{- end }}
{{- if $files.scanner.address }}
{{ include "platform.egressTo" (dict "ports" (list (include "platform.portOf" $files.scanner.address | int)) "peers" $files.scanner.peers) }}
{{- end }}
{{- if eq $mail.transport "smtp" }}
{{ include "platform.egressTo" (dict "ports" (list $mail.smtp.port) "peers" $mail.smtp.peers) }}
{{- if $mail.smtp.checkRevocation }}
{{ include "platform.egressTo" (dict "ports" (list 80) "peers" list) }}
{{- end }}
{{- end }}
{{- end -}}
