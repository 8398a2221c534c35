{{/* Further Spring properties (*.config): what they may say. */}}

{{/* The properties of a map as JSON: for each name, written as Spring compares names (a.b or in steps, with dashes or without, in upper or
     lower case), the path as it stands there and its value. */}}
{{- define "alliance.properties" -}}
{{- $all := dict -}}
{{- range $key, $value := .map -}}
{{- $path := printf "%s%s" $.path $key -}}
{{- $maps := list -}}
{{- if kindIs "map" $value }}{{ $maps = list (dict "map" $value "path" (printf "%s." $path)) }}{{ end -}}
{{- if kindIs "slice" $value -}}
{{- range $i, $one := $value -}}
{{- if kindIs "map" $one }}{{ $maps = append $maps (dict "map" $one "path" (printf "%s[%d]." $path $i)) }}{{ end -}}
{{- end -}}
{{- end -}}
{{- range $maps -}}
{{- $all = merge $all (include "alliance.properties" . | fromJson) -}}
{{- end -}}
{{- if not (or $maps (kindIs "map" $value)) -}}
{{- $_ := set $all (regexReplaceAll "[^a-z0-9.\\[\\]]" (lower $path) "") (dict "path" $path "value" $value) -}}
{{- end -}}
{{- end -}}
{{- toJson $all -}}
{{- end }}

{{/* They say nothing of what the chart sets, and hold no secret: ours, theirs, name of the service. */}}
{{- define "alliance.further" -}}
{{- $ours := include "alliance.properties" (dict "map" .ours "path" "") | fromJson }}
{{- range $property, $theirs := include "alliance.properties" (dict "map" .theirs "path" "") | fromJson }}
{{- $name := regexReplaceAll "[.]?\\[.*" $property "" }}
{{- range $key, $_ := $ours }}
{{- $taken := regexReplaceAll "[.]?\\[.*" $key "" }}
{{- if or (eq $name $taken) (hasPrefix (printf "%s." $taken) $name) (hasPrefix (printf "%s." $name) $taken) }}
{{- fail (printf "config of %s has %s, which the chart sets itself: leave it out, and change the value that it comes from." $.name $theirs.path) }}
{{- end }}
{{- end }}
{{- $secret := or (regexMatch "(password|passphrase|secret|token|credentials?|key|jwk)$" $property)
      (regexMatch "://[^/@]*:[^/@]*@|PRIVATE KEY-----" (toString $theirs.value)) }}
{{- if $secret }}
{{- fail (printf "config of %s has %s, a secret, and stands in a ConfigMap: put it under its name into the Secret that moreSecret beside it names." $.name $theirs.path) }}
{{- end }}
{{- end }}
{{- end }}
