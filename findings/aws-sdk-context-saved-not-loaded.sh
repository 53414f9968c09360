#!/usr/bin/env bash
# AWS SDK for .NET, object mapper: it stores properties that it cannot load again.
#
# Version:   AWSSDK.DynamoDBv2 4.1.0.
# Guess:     a type that the mapper refuses is refused when an object is stored, before there is an item.
# Behaviour: IReadOnlyList<string> is refused. IList<string>, ISet<string> and an enum's value that exceeds a long are stored; loading such an item throws, in either
#            conversion.
# Matters:   the first load fails after the first save succeeded, perhaps in another program, and queries fail for all their items because of one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <NuGetAudit>false</NuGetAudit>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="AWSSDK.DynamoDBv2" Version="[4.1.0]" />
  </ItemGroup>
</Project>
XML

cat > Program.cs <<'CS'
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DataModel;
using Amazon.DynamoDBv2.DocumentModel;
using Amazon.Runtime;

// Nothing is sent: documents are made of objects, and objects of documents.
var client = new AmazonDynamoDBClient(new BasicAWSCredentials("probe", "probe"), new AmazonDynamoDBConfig { ServiceURL = "http://127.0.0.1:1" });
foreach (var (name, conversion) in new[] { ("V1", DynamoDBEntryConversion.V1), ("V2", DynamoDBEntryConversion.V2) })
{
    var context = new DynamoDBContextBuilder().WithDynamoDBClient(() => client)
        .ConfigureContext(config => (config.DisableFetchingTableMetadata, config.Conversion) = (true, conversion)).Build();
    Console.WriteLine($"{name}: List {Try(new Item<List<string>> { Value = ["a"] })}; IList {Try(new Item<IList<string>> { Value = ["a"] })}; ISet {Try(new Item<ISet<string>> { Value = new HashSet<string> { "a" } })}; enum {Try(new Item<Large> { Value = Large.Most })}; IReadOnlyList {Try(new Item<IReadOnlyList<string>> { Value = ["a"] })}");

    string Try<T>(Item<T> item)
    {
        Document document;
        try
        {
            document = context.ToDocument(item);
        }
        catch (InvalidOperationException)
        {
            return "refused";
        }

        try
        {
            context.FromDocument<Item<T>>(document);
            return "stored, loaded";
        }
        catch (InvalidOperationException)
        {
            return "stored, not loaded";
        }
    }
}

public enum Large : ulong
{
    Most = ulong.MaxValue,
}

[DynamoDBTable("items")]
public sealed class Item<T>
{
    [DynamoDBHashKey] public string Id { get; set; } = "1";
    public T Value { get; set; }
}
CS
dotnet run | tee output
cat > expected <<'TEXT'
V1: List stored, loaded; IList stored, not loaded; ISet stored, not loaded; enum stored, not loaded; IReadOnlyList refused
V2: List stored, loaded; IList stored, not loaded; ISet stored, not loaded; enum stored, not loaded; IReadOnlyList refused
TEXT
diff expected output && echo "As found."
