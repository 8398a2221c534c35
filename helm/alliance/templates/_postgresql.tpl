{{/* A Cluster of CloudNativePG with a database for each key of databases, and the roles that database.secrets names for it. */}}
{{- define "alliance.postgresql" -}}
{{- $values := .root.Values -}}
{{- $cnpg := $values.database.cnpg -}}
{{- $name := printf "%s-postgresql" .root.Release.Name -}}
{{- $selector := dict "root" .root "name" "postgresql" -}}
{{- $first := index .databases 0 -}}
{{- if $cnpg.enabled }}
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata:
  {{- include "alliance.metadata" $selector | nindent 2 }}
  annotations:
    helm.sh/resource-policy: keep
spec:
  instances: {{ $cnpg.instances }}
  {{- with $cnpg.image }}
  imageName: {{ . }}
  {{- end }}
  {{- with $values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  inheritedMetadata:
    labels:
      app.kubernetes.io/part-of: ports-alliance
  enableSuperuserAccess: false
  storage:
    size: {{ $cnpg.storage }}
    {{- with $cnpg.storageClass }}
    storageClass: {{ . }}
    {{- end }}
  resources: {{ toJson $cnpg.resources }}
  postgresql:
    parameters:
      # an acknowledged write survives the loss of a machine only if a second one has it
      synchronous_commit: "on"
      max_connections: {{ include "alliance.postgresql.connections" .root | int | max 100 | quote }}
    # over TLS each database takes its own roles and nobody else, Keycloak's as well
    pg_hba:
      {{- range .databases }}
      {{- $database := index $values.database.names . }}
      - hostssl {{ $database }} {{ join "," (values (index $values.database.roles .) | sortAlpha) }} all scram-sha-256
      - host {{ $database }} all all reject
      {{- end }}
    {{- if gt (int $cnpg.instances) 2 }}
    synchronous: {method: any, number: 1, dataDurability: required}
    {{- end }}
  affinity: {enablePodAntiAffinity: true, podAntiAffinityType: preferred, topologyKey: kubernetes.io/hostname}
  managed:
    roles:
      {{- range .databases }}
      {{- $secrets := index $values.database.secrets . }}
      {{- range $kind, $role := index $values.database.roles . }}
      - name: {{ $role }}
        ensure: present
        login: true
        superuser: false
        createdb: false
        createrole: false
        passwordSecret: {name: {{ index $secrets $kind }}}
      {{- end }}
      {{- end }}
  bootstrap:
    {{- if $cnpg.restore.objectStore }}
    recovery:
      source: lost
      database: {{ index $values.database.names $first }}
      owner: {{ (index $values.database.roles $first).owner }}
      secret: {name: {{ (index $values.database.secrets $first).owner }}}
      {{- with $cnpg.restore.targetTime }}
      recoveryTarget: {targetTime: {{ . | quote }}}
      {{- end }}
    {{- else }}
    initdb:
      database: {{ index $values.database.names $first }}
      owner: {{ (index $values.database.roles $first).owner }}
      secret: {name: {{ (index $values.database.secrets $first).owner }}}
      dataChecksums: true
      postInitSQL:
        - revoke connect, temporary on database postgres from public
        - revoke connect, temporary on database template1 from public
        # the operator's own metrics
        - grant connect on database postgres to pg_monitor
    {{- end }}
  {{- with $cnpg.restore.objectStore }}
  externalClusters:
    - name: lost
      plugin:
        name: barman-cloud.cloudnative-pg.io
        parameters: {barmanObjectName: {{ . }}, serverName: {{ $cnpg.restore.serverName }}}
  {{- end }}
  {{- with $cnpg.backup.objectStore }}
  plugins:
    - name: barman-cloud.cloudnative-pg.io
      isWALArchiver: true
      parameters:
        barmanObjectName: {{ . }}
        {{- /* after a restore the new Cluster writes under a name of its own: it would refuse the old one's folder */}}
        serverName: {{ not (empty $cnpg.restore.objectStore) | ternary (printf "%s-%s" $name ($cnpg.restore.targetTime | default "newest" | sha256sum | trunc 6)) $name }}
  {{- end }}
{{- range .databases }}
---
apiVersion: postgresql.cnpg.io/v1
kind: Database
metadata:
  {{- include "alliance.metadata" (dict "root" $.root "name" "postgresql" "suffix" (printf "database-%s" .)) | nindent 2 }}
  annotations:
    helm.sh/resource-policy: keep
spec:
  cluster: {name: {{ $name }}}
  name: {{ index $values.database.names . }}
  owner: {{ (index $values.database.roles .).owner }}
  ensure: present
  databaseReclaimPolicy: retain
{{- end }}
{{- if $cnpg.backup.objectStore }}
---
apiVersion: postgresql.cnpg.io/v1
kind: ScheduledBackup
metadata:
  {{- include "alliance.metadata" $selector | nindent 2 }}
spec:
  cluster: {name: {{ $name }}}
  schedule: {{ $cnpg.backup.schedule | quote }}
  backupOwnerReference: self
  immediate: true
  method: plugin
  pluginConfiguration: {name: barman-cloud.cloudnative-pg.io}
{{- end }}
{{- end }}
{{- end }}

{{/* From what the Cluster was restored, for the name of the migration Job: the one that ran on what was lost is over, and would not run again. */}}
{{- define "alliance.postgresql.restored" -}}
{{- with .Values.database.cnpg -}}
{{- if and .enabled .restore.objectStore }}{{ toJson .restore }}{{ end -}}
{{- end -}}
{{- end }}
