{{/* What every pod of ours has in common. */}}

{{- define "alliance.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ .uid | default 10001 }}
runAsGroup: {{ .uid | default 10001 }}
fsGroup: {{ .uid | default 10001 }}
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "alliance.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities: {drop: [ALL]}
{{- end }}

{{/* Where pods run and how they end. Service links would put addresses into the environment that read like our own properties. */}}
{{- define "alliance.placement" -}}
enableServiceLinks: false
terminationGracePeriodSeconds: {{ add .root.Values.pod.drainSeconds .root.Values.pod.shutdownSeconds }}
{{- with .root.Values.pod.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .root.Values.pod.nodeSelector }}
nodeSelector: {{ toJson . }}
{{- end }}
{{- with .root.Values.pod.tolerations }}
tolerations: {{ toJson . }}
{{- end }}
{{- end }}

{{- define "alliance.spread" -}}
topologySpreadConstraints:
  {{- range list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "alliance.selector" $ | nindent 8 }}
    matchLabelKeys: [pod-template-hash]
  {{- end }}
{{- end }}

{{- define "alliance.environment" -}}
env:
  - name: SPRING_PROFILES_ACTIVE
    value: container
  - name: SPRING_CONFIG_ADDITIONAL_LOCATION
    value: {{ .live | ternary "file:/etc/alliance/,file:/etc/alliance/live/" "file:/etc/alliance/" }}
  - name: SPRING_CONFIG_IMPORT
    value: configtree:/run/secrets/alliance/
  {{- with compact (list .root.Values.pod.javaToolOptions (include "alliance.authorities.option" .)) }}
  - name: JAVA_TOOL_OPTIONS
    value: {{ join " " . | quote }}
  {{- end }}
  {{- with .root.Values.telemetry.otlpEndpoint }}
  - name: OTEL_EXPORTER_OTLP_ENDPOINT
    value: {{ . | quote }}
  {{- end }}
{{- end }}

{{/* The properties that a role of the database gives, from a Secret of type kubernetes.io/basic-auth. */}}
{{- define "alliance.databaseRole" -}}
- secret:
    name: {{ .secret }}
    items:
      {{- range .prefixes }}
      - {key: username, path: {{ . }}.{{ eq . "spring.flyway" | ternary "user" "username" }}}
      - {key: password, path: {{ . }}.password}
      {{- end }}
{{- end }}

{{- define "alliance.databaseAuthority" -}}
- name: postgresql-ca
  secret:
    secretName: {{ include "alliance.postgresql.caSecret" .root }}
    defaultMode: 0440
    items: [{key: ca.crt, path: ca.crt}]
{{- end }}

{{/* Authorities of one's own, where tls.authorities names them: an option of the Java runtime, a mount and a volume. Migrations have PostgreSQL's alone. */}}
{{- define "alliance.authorities.option" -}}
{{- if and .root.Values.tls.authorities .outside }}-Djavax.net.ssl.trustStore=/etc/authorities/truststore.p12 -Djavax.net.ssl.trustStorePassword=changeit{{ end }}
{{- end }}

{{- define "alliance.authorities.mount" -}}
{{- if .root.Values.tls.authorities }}
- {name: authorities, mountPath: /etc/authorities, readOnly: true}
{{- end }}
{{- end }}

{{- define "alliance.authorities.volume" -}}
{{- with .root.Values.tls.authorities }}
- name: authorities
  configMap: {name: {{ . }}, items: [{key: truststore.p12, path: truststore.p12}]}
{{- end }}
{{- end }}

{{/* Migrations: the same image by the role that owns the schema. The name follows the content, since a Job cannot be changed:
     an upgrade or a roll-back makes another Job, a repetition finds the one that ran. No hook: the database of the same release
     must be there first, and --wait and GitOps see an ordinary object. No deadline: a pod waits for its Secret, and a migration takes as
     long as it takes; a rule rings meanwhile (_alerts.tpl). */}}
{{- define "alliance.migrationSpec" -}}
backoffLimit: 10
template:
  metadata:
    labels:
      {{- include "alliance.labels" (dict "root" .root "name" (printf "migrate-%s" .database)) | nindent 6 }}
  spec:
    serviceAccountName: {{ .root.Release.Name }}-{{ .name }}
    automountServiceAccountToken: false
    restartPolicy: Never
    {{- include "alliance.placement" . | nindent 4 }}
    {{- include "alliance.pullSecrets" . | nindent 4 }}
    securityContext:
      {{- include "alliance.podSecurity" . | nindent 6 }}
    containers:
      - name: migrate
        image: {{ include "alliance.image" . }}
        imagePullPolicy: {{ include "alliance.pullPolicy" . }}
        args: [--alliance.database=migrate]
        {{- include "alliance.environment" (dict "root" .root "live" false "outside" false) | nindent 8 }}
        securityContext:
          {{- include "alliance.containerSecurity" . | nindent 10 }}
        resources: {{ toJson .values.resources }}
        volumeMounts:
          - {name: configuration, mountPath: /etc/alliance, readOnly: true}
          - {name: secrets, mountPath: /run/secrets/alliance, readOnly: true}
          - {name: postgresql-ca, mountPath: /run/secrets/postgresql, readOnly: true}
          - {name: tmp, mountPath: /tmp}
    volumes:
      - name: configuration
        configMap: {name: {{ .root.Release.Name }}-migrate-{{ .database }}}
      - name: secrets
        projected:
          defaultMode: 0440
          sources:
            {{- include "alliance.databaseRole" (dict "secret" (index .root.Values.database.secrets .database).owner "prefixes" (list "spring.flyway")) | nindent 12 }}
      {{- include "alliance.databaseAuthority" . | nindent 6 }}
      - name: tmp
        emptyDir: {sizeLimit: 64Mi}
{{- end }}
