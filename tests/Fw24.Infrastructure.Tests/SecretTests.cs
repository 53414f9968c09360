using System.Text.Json.Nodes;
using Fw24.Infrastructure.Tests.Apps;
using Fw24.Infrastructure.Tests.Harness;

namespace Fw24.Infrastructure.Tests;

/// <summary>
/// S7: no template reveals the key of keyed hashes to those who may read a function's configuration, and only functions that make hashes may fetch it.
/// </summary>
public sealed class SecretTests(Synthesis synthesis)
{
    private const string Arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:hashes-AbCdEf";

    [Fact]
    public void S7_no_template_puts_a_secret_where_it_can_be_read()
    {
        foreach (var template in synthesis.Templates.Values)
        {
            var text = template.Json.ToJsonString();
            Assert.DoesNotContain("resolve:secretsmanager", text, StringComparison.Ordinal);
            Assert.DoesNotContain("FW24_HMAC_KEY", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void S7_no_generated_code_unwraps_a_secret()
    {
        foreach (var app in TestApps.All)
        {
            Assert.All(app.Files().Values, static file => Assert.DoesNotContain("UnsafeUnwrap", file, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void S7_a_stream_processor_with_keyed_hashes_and_nobody_else_may_fetch_their_key()
    {
        var makers = 0;
        foreach (var template in synthesis.Templates.Values)
        {
            // By role; a variable says whether a function makes hashes.
            var users = template.Statements()
                .Where(static found => found.Statement["Action"]!.ToJsonString().Contains("secretsmanager:", StringComparison.Ordinal))
                .Select(found => (found.Statement, Roles: template.Resources[found.Resource]["Properties"]!["Roles"]!.AsArray().Select(static role => (string)role!["Ref"]!).ToList()))
                .ToList();
            Assert.All(users, static user => Assert.Equal("\"secretsmanager:GetSecretValue\"", user.Statement["Action"]!.ToJsonString()));
            foreach (var (_, function) in template.OfType("AWS::Lambda::Function"))
            {
                var properties = function["Properties"]!;
                var arn = properties["Environment"]?["Variables"]?["FW24_HMAC_SECRET_ARN"];
                var role = (string?)properties["Role"]!["Fn::GetAtt"]?[0];
                var own = users.Where(user => role is not null && user.Roles.Contains(role)).ToList();
                Assert.Equal(arn is null ? 0 : 1, own.Count);
                makers += own.Count;

                // The permission covers exactly the secret in its variable.
                if (arn is not null && template.Name is not "named-secret")
                {
                    Assert.Equal(arn.ToJsonString(), own[0].Statement["Resource"]!.ToJsonString());
                }
            }
        }

        Assert.True(makers >= 5, $"{makers}");
    }

    [Fact]
    public void S7_a_secret_of_ones_own_is_used_with_the_key_that_encrypts_it()
    {
        var app = synthesis.Templates["own-secret"];

        Assert.Empty(app.OfType("AWS::SecretsManager::Secret"));
        Assert.Equal(Arn, (string?)app.Single("AWS::Lambda::Function", "FunctionName", "own-secret-hashed-stream")["Environment"]!["Variables"]!["FW24_HMAC_SECRET_ARN"]);
        Assert.Null(app.Single("AWS::Lambda::Function", "FunctionName", "own-secret-masked-stream")["Environment"]!["Variables"]!["FW24_HMAC_SECRET_ARN"]);
        Assert.Equal(Arn, (string?)Single(app, "FetchHmacKey")["Resource"]);
        var decrypts = Single(app, "DecryptHmacKey");
        Assert.Equal("kms:Decrypt", (string?)decrypts["Action"]);
        Assert.Equal(Assert.Single(app.OfType("AWS::KMS::Key")).Key, (string?)decrypts["Resource"]!["Fn::GetAtt"]![0]);
    }

    [Fact]
    public void S7_of_a_secret_that_is_known_by_its_name_only_the_characters_that_nobody_knows_are_open()
    {
        var app = synthesis.Templates["named-secret"];

        var variable = app.Single("AWS::Lambda::Function", "FunctionName", "named-secret-hashed-stream")["Environment"]!["Variables"]!["FW24_HMAC_SECRET_ARN"]!.ToJsonString();
        var resource = Single(app, "FetchHmacKey")["Resource"]!.ToJsonString();
        Assert.Contains(":secret:hashes\"", variable, StringComparison.Ordinal);
        Assert.Contains(":secret:hashes-??????\"", resource, StringComparison.Ordinal);
    }

    [Fact]
    public void S7_the_apps_own_key_decrypts_a_secret_that_is_made_with_it()
    {
        var app = synthesis.Templates["own-key"];

        Assert.Equal(
            (string?)Assert.Single(app.OfType("AWS::SecretsManager::Secret")).Value["Properties"]!["KmsKeyId"]!["Fn::GetAtt"]![0],
            Assert.Single(app.OfType("AWS::KMS::Key")).Key);
        Assert.DoesNotContain(app.Statements(), static found => (string?)found.Statement["Sid"] is "DecryptHmacKey");
        Assert.Equal("Retain", (string?)Assert.Single(app.OfType("AWS::SecretsManager::Secret")).Value["DeletionPolicy"]);
    }

    private static JsonObject Single(Template app, string sid)
        => app.Statements().Single(found => (string?)found.Statement["Sid"] == sid).Statement;
}
