using System.Text.Json;
using Fw24.Operations.Status;
using Fw24.Operations.Status.Templates;

namespace Fw24.Integration.Tests.Operate.Status;

/// <summary>The deployed template beside the one that the code's build wrote.</summary>
public sealed class StackTests : IDisposable
{
    public const string Template = """
        {
            "Parameters": { "Stage": { "Type": "String" } },
            "Resources": {
                "Queue": {
                    "Type": "AWS::SQS::Queue",
                    "Properties": { "VisibilityTimeout": 181, "Tags": [{ "Key": "team", "Value": "orders" }] },
                    "DependsOn": ["Table"],
                    "Metadata": { "aws:cdk:path": "orders/Queue" }
                },
                "Board": {
                    "Type": "AWS::Lambda::Function",
                    "Properties": {
                        "Code": { "S3Bucket": "assets", "S3Key": "0f1e.zip" },
                        "Environment": { "Variables": { "A": "1" } }
                    }
                },
                "Mailer": {
                    "Type": "AWS::Lambda::Function",
                    "Properties": { "Code": { "S3Bucket": "assets", "S3Key": "0f1e.zip" } }
                },
                "CDKMetadata": { "Type": "AWS::CDK::Metadata" }
            },
            "Outputs": { "Url": { "Value": { "Ref": "Queue" } } }
        }
        """;

    private readonly DirectoryInfo _assembly = Directory.CreateTempSubdirectory("fw24-assembly-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _assembly.Delete(recursive: true);

    [Theory]
    [InlineData("", "")]
    [InlineData("\"orders/Queue\"", "\"orders/Other\"")]
    [InlineData("181", "5", "Queue: Properties.VisibilityTimeout is 5, and 181 in the code's template")]
    [InlineData("\"orders\" }", "\"mail\" }", "Queue: Properties.Tags[0].Value is mail, and orders in the code's template")]
    [InlineData("\"DependsOn\": [\"Table\"],", "", "Queue: DependsOn is none, and [\"Table\"] in the code's template")]
    [InlineData("[\"Table\"]", "[]", "Queue: DependsOn is [], and [\"Table\"] in the code's template")]
    [InlineData("{ \"A\": \"1\" }", "{ \"B\": \"1\" }",
        "Board: Properties.Environment.Variables.B is 1, and none in the code's template",
        "Board: Properties.Environment.Variables.A is none, and 1 in the code's template")]
    [InlineData("0f1e.zip", "a0b1.zip", "the code of Board, Mailer is a0b1.zip, and 0f1e.zip in the code's template")]
    [InlineData("\"assets\", \"S3Key\": \"0f1e.zip\" } }", "\"older\", \"S3Key\": \"0f1e.zip\" } }",
        "Mailer: Properties.Code.S3Bucket is older, and assets in the code's template")]
    [InlineData("\"Queue\": {", "\"Other\": {",
        "Other (AWS::SQS::Queue) is deployed, and not in the code's template",
        "Queue (AWS::SQS::Queue) is in the code's template, and not deployed")]
    [InlineData("\"AWS::SQS::Queue\"", "\"AWS::SNS::Topic\"",
        "Queue: Type is AWS::SNS::Topic, and AWS::SQS::Queue in the code's template")]
    [InlineData("\"CDKMetadata\"", "\"Other\"")]
    [InlineData("{ \"Ref\": \"Queue\" }", "{ \"Ref\": \"Board\" }", "Url: Value.Ref is Board, and Queue in the code's template")]
    [InlineData("\"Stage\": {", "\"Level\": {",
        "Level (String) is deployed, and not in the code's template",
        "Stage (String) is in the code's template, and not deployed")]
    public async Task Each_difference_has_the_logical_id_and_the_path(string code, string deployed, params string[] differences)
    {
        var state = await InspectAsync(code is "" ? Template : Template.Replace(code, deployed, StringComparison.Ordinal));
        var stack = Assert.Single(state.Stacks);

        Assert.Equal(differences, stack.Drift);
        Assert.True(stack.IsCompared);
        Assert.Equal(
            ("orders", "UPDATE_COMPLETE", new DateTimeOffset(2026, 11, 22, 9, 30, 0, TimeSpan.Zero)),
            (stack.Name, stack.Status, stack.UpdatedAt));
    }

    [Fact]
    public async Task Nested_templates_are_compared_with_theirs()
    {
        const string Outer = """
            {
                "Resources": {
                    "Nested": {
                        "Type": "AWS::CloudFormation::Stack",
                        "Properties": { "TemplateURL": { "Fn::Sub": "https://assets/1.json" } },
                        "Metadata": { "aws:asset:path": "Nested.nested.template.json" }
                    }
                }
            }
            """;
        WriteAssembly(Outer);
        File.WriteAllText(Path.Combine(_assembly.FullName, "Nested.nested.template.json"), Template);
        await using var app = DeployedOrders.Create();
        app.CloudFormation.FunctionsStack = "Nested";
        app.CloudFormation.Templates["orders"] = Outer.Replace("1.json", "2.json", StringComparison.Ordinal);
        app.CloudFormation.Templates["Nested"] = Template.Replace("181", "5", StringComparison.Ordinal);

        var state = await InspectAsync(app);

        Assert.Equal(["orders", "Nested"], state.Stacks.Select(static stack => stack.Name));
        Assert.Empty(state.Stacks[0].Drift);
        Assert.Equal(
            "Queue: Properties.VisibilityTimeout is 5, and 181 in the code's template", Assert.Single(state.Stacks[1].Drift));
    }

    [Theory]
    [InlineData("UPDATE_COMPLETE", true)]
    [InlineData("UPDATE_IN_PROGRESS", true)]
    [InlineData("UPDATE_ROLLBACK_COMPLETE", false)]
    [InlineData("DELETE_FAILED", false)]
    public async Task A_stack_whose_update_failed_waits_for_an_operator(string status, bool isWell)
    {
        WriteAssembly(Template);
        await using var app = DeployedOrders.Create();
        (app.CloudFormation.Templates["orders"], app.CloudFormation.Status) = (Template, status);

        var stack = Assert.Single((await InspectAsync(app)).Stacks);

        Assert.Equal(isWell ? [] : [$"is {status}"], stack.Problems);
    }

    [Fact]
    public async Task What_a_drift_detection_found_is_named()
    {
        WriteAssembly(Template);
        await using var app = DeployedOrders.Create();
        app.CloudFormation.Templates["orders"] = Template;
        app.CloudFormation.Drifts.AddRange([("Queue", "/VisibilityTimeout"), ("Board", null)]);

        var stack = Assert.Single((await InspectAsync(app)).Stacks);

        Assert.Equal(
            [
                "Queue: /VisibilityTimeout was changed, as CloudFormation's drift detection found",
                "Board was deleted, as CloudFormation's drift detection found",
            ],
            stack.Drift);
    }

    [Fact]
    public async Task Without_templates_a_note_says_that_none_is_compared()
    {
        await using var app = DeployedOrders.Create();
        app.CloudFormation.Templates["orders"] = Template;

        var state = await InspectAsync(app);
        Assert.True(state.IsWell);
        Assert.Equal(
            ["No template is compared: build the app's stack, which writes cdk.out, or pass --cloud-assembly."], state.Notes);

        WriteAssembly(Template, "other", "third");
        state = await InspectAsync(app);
        Assert.False(Assert.Single(state.Stacks).IsCompared);
        Assert.Equal(["The template of orders is not compared: the cloud assembly has no such stack."], state.Notes);
    }

    [Fact]
    public async Task A_template_that_is_refused_or_is_not_JSON_is_not_known()
    {
        WriteAssembly(Template, "orders-of-any-stage");
        await using var app = DeployedOrders.Create();
        app.CloudFormation.Templates["orders"] = "Resources: {}";
        Assert.Equal(["its template (it is not JSON)"], Assert.Single((await InspectAsync(app)).Stacks).NotKnown);

        app.Denied.Add("GetTemplate");
        Assert.Equal(
            ["its template (cloudformation:GetTemplate: AccessDenied)"],
            Assert.Single((await InspectAsync(app)).Stacks).NotKnown);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"artifacts":[]}""")]
    public void A_cloud_assembly_that_cannot_be_read_is_an_error(string manifest)
    {
        File.WriteAllText(Path.Combine(_assembly.FullName, "manifest.json"), manifest);

        Assert.Throws<InvalidDataException>(() => CloudAssembly.Open(_assembly.FullName));
    }

    private async Task<AppState> InspectAsync(string deployed)
    {
        WriteAssembly(Template);
        await using var app = DeployedOrders.Create();
        app.CloudFormation.Templates["orders"] = deployed;
        return await InspectAsync(app);
    }

    private async Task<AppState> InspectAsync(DeployedOrders app)
    {
        using var inspection = new AppInspection(app.Configure);
        return await inspection.InspectAsync(
            app.Manifest, null, new InspectedCode { Templates = CloudAssembly.Open(_assembly.FullName) }, Stop);
    }

    private void WriteAssembly(string template, params string[] stacks)
    {
        var artifacts = (stacks is [] ? ["orders"] : stacks).ToDictionary(static name => name, static _ => new
        {
            type = "aws:cloudformation:stack",
            properties = new { templateFile = "orders.template.json" },
        });
        File.WriteAllText(Path.Combine(_assembly.FullName, "orders.template.json"), template);
        File.WriteAllText(Path.Combine(_assembly.FullName, "manifest.json"), JsonSerializer.Serialize(new { artifacts }));
    }
}
