#!/usr/bin/env bash
# CloudEvents: which values the SDK for JavaScript takes for an extension attribute, and what the SDK for .NET makes of them.
#
# Versions:  cloudevents 10.0.0 (npm), CloudNative.CloudEvents and CloudNative.CloudEvents.SystemTextJson 2.9.0 (NuGet), Node.js 20.
# Guess:     both enforce the type system of CloudEvents 1.0 (section 3): Integer has 32 bits, Boolean is a type, there are neither fractions nor arrays.
#            JavaScript's error for a fraction names just that type system.
# Behaviour: in JavaScript only the fraction is refused. An integer of 80 bits is rounded to a double and written as 4.4215845e+24, an array as an array;
#            .NET refuses either event as a whole. true, which both take, is read in .NET as the text "true".
# Matters:   one such attribute makes an event that the other side cannot read at all. Sequence numbers, lists of names and flags belong in texts.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund --save-exact cloudevents@10.0.0 2> /dev/null

cat > probe.mjs <<'JS'
import { writeFileSync } from "node:fs";
import { CloudEvent, HTTP } from "cloudevents";

const values = { fraction: 1.5, bits80: 4421584500000000017450439, array: ["Status"], boolean: true, integer: 7, text: "4421584500000000017450439" };
for (const [name, probe] of Object.entries(values)) {
  try {
    const { body } = HTTP.structured(new CloudEvent({ id: "1", type: "order.modified", source: "/orders", time: "2026-01-01T00:00:00Z", probe }));
    console.log(`${name}: written as ${body.match(/"probe":(.*)}$/)[1]}`);
    writeFileSync(`${name}.json`, body);
  } catch (error) {
    console.log(`${name}: refused`);
  }
}
JS
cat > probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <NuGetAudit>false</NuGetAudit>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="CloudNative.CloudEvents" Version="[2.9.0]" />
    <PackageReference Include="CloudNative.CloudEvents.SystemTextJson" Version="[2.9.0]" />
  </ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using CloudNative.CloudEvents.SystemTextJson;

foreach (var name in new[] { "bits80", "array", "boolean", "integer", "text" })
{
    try
    {
        var read = new JsonEventFormatter().DecodeStructuredModeMessage(File.ReadAllBytes($"{name}.json"), null, null)["probe"];
        Console.WriteLine($"{name}: read as {read!.GetType().Name} {read}");
    }
    catch (Exception e) when (e is FormatException or ArgumentException)
    {
        Console.WriteLine($"{name}: {e.GetType().Name}");
    }
}
CS
{ node probe.mjs; dotnet run; } | tee output
cat > expected <<'TEXT'
fraction: refused
bits80: written as 4.4215845e+24
array: written as ["Status"]
boolean: written as true
integer: written as 7
text: written as "4421584500000000017450439"
bits80: FormatException
array: ArgumentException
boolean: read as String true
integer: read as String 7
text: read as String 4421584500000000017450439
TEXT
diff expected output && echo "As found."
