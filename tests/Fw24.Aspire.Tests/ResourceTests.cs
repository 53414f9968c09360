using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Fw24.Aspire.Tests;

/// <summary>What an app adds to the model of an AppHost, without starting it.</summary>
public sealed class ResourceTests
{
    private readonly IDistributedApplicationBuilder _builder = Builder();

    [Fact]
    public async Task The_tool_runs_the_project_at_the_ports_of_its_endpoints()
    {
        var app = Orders(_builder);

        Assert.Equal("fw24", app.Resource.Command);
        Assert.Equal(
            [
                "dev", "--app", Path.GetFullPath("../Orders/Orders.csproj", _builder.AppHostDirectory), "--no-watch",
                "--dynamodb-port", "orders/dynamodb/TargetPort", "--port", "orders/console/TargetPort",
            ],
            await ArgumentsAsync(app));
    }

    [Fact]
    public async Task The_command_and_the_folder_can_be_others()
    {
        var app = Orders(_builder).WithTool("dotnet", "tool", "run", "fw24").WithStateFolder("state");

        var arguments = await ArgumentsAsync(app);

        Assert.Equal("dotnet", app.Resource.Command);
        Assert.Equal(["tool", "run", "fw24", "dev"], arguments[..4]);
        Assert.Equal(["--state", Path.Combine(_builder.AppHostDirectory, "state")], arguments[^2..]);
    }

    [Fact]
    public async Task A_program_that_refers_to_the_app_calls_its_tables()
    {
        var app = Orders(_builder).WithRegion("us-east-1");
        var api = _builder.AddExecutable("api", "api", ".").WithReference(app);

        var variables = await VariablesAsync(api);

        Assert.Equal(
            ["AWS_ACCESS_KEY_ID", "AWS_ENDPOINT_URL_DYNAMODB", "AWS_REGION", "AWS_SECRET_ACCESS_KEY"],
            variables.Keys.Order(StringComparer.Ordinal));
        var tables = Assert.IsType<EndpointReference>(variables["AWS_ENDPOINT_URL_DYNAMODB"]);
        Assert.Equal((app.Resource, "dynamodb"), (tables.Resource, tables.EndpointName));
        Assert.Equal("us-east-1", variables["AWS_REGION"]);
        Assert.Equal("us-east-1", (await VariablesAsync(app))["AWS_REGION"]);
        Assert.Contains(api.Resource.Annotations.OfType<ResourceRelationshipAnnotation>(), one => one.Resource == app.Resource);
    }

    [Fact]
    public async Task What_is_published_has_nothing_of_it()
    {
        var builder = Builder("--publisher", "manifest");
        var app = Orders(builder);
        var api = builder.AddExecutable("api", "api", ".").WithReference(app);

        Assert.True(builder.ExecutionContext.IsPublishMode);
        Assert.Same(
            ManifestPublishingCallbackAnnotation.Ignore,
            app.Resource.Annotations.OfType<ManifestPublishingCallbackAnnotation>().Last());
        Assert.Empty(await VariablesAsync(api));
        Assert.DoesNotContain(api.Resource.Annotations, static one => one is ResourceRelationshipAnnotation);
    }

    [Fact]
    public async Task The_consoles_secret_is_in_a_variable_and_differs_per_app()
    {
        var (orders, stock) = (Orders(_builder), _builder.AddFw24App("stock", "../Stock"));

        var token = Assert.IsType<string>((await VariablesAsync(orders))["FW24_CONSOLE_TOKEN"]);

        Assert.Equal(43, token.Length);
        Assert.NotEqual(token, (await VariablesAsync(stock))["FW24_CONSOLE_TOKEN"]);
        Assert.DoesNotContain(token, await ArgumentsAsync(orders));
    }

    private static IDistributedApplicationBuilder Builder(params string[] args) => DistributedApplication.CreateBuilder(
        new DistributedApplicationOptions { Args = args, DisableDashboard = true, AssemblyName = "Orders.AppHost" });

    private static IResourceBuilder<Fw24AppResource> Orders(IDistributedApplicationBuilder builder)
        => builder.AddFw24App("orders", "../Orders/Orders.csproj");

    private static async Task<List<string>> ArgumentsAsync(IResourceBuilder<Fw24AppResource> app)
    {
        var context = new CommandLineArgsCallbackContext([], app.Resource);
        foreach (var annotation in app.Resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        return
        [
            .. context.Args.Select(static argument => argument is EndpointReferenceExpression reference
                ? $"{reference.Endpoint.Resource.Name}/{reference.Endpoint.EndpointName}/{reference.Property}"
                : (string)argument),
        ];
    }

    private static async Task<Dictionary<string, object>> VariablesAsync<T>(IResourceBuilder<T> resource)
        where T : IResourceWithEnvironment
    {
        var context = new EnvironmentCallbackContext(resource.ApplicationBuilder.ExecutionContext, resource.Resource);
        foreach (var annotation in resource.Resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        return context.EnvironmentVariables;
    }
}
