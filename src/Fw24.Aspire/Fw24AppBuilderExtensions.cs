using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>Adds Fw24 apps to an AppHost.</summary>
public static class Fw24AppBuilderExtensions
{
    /// <summary>Adds an app that <c>fw24 dev</c> runs on this machine.</summary>
    /// <typeparam name="TProject">The app's project, as <c>Projects.Orders</c>, which the AppHost builds.</typeparam>
    /// <param name="builder">The AppHost's builder.</param>
    /// <param name="name">The resource's name.</param>
    /// <returns>The builder of the resource.</returns>
    public static IResourceBuilder<Fw24AppResource> AddFw24App<TProject>(
        this IDistributedApplicationBuilder builder, [ResourceName] string name)
        where TProject : IProjectMetadata, new()
        => builder.AddFw24App(name, new TProject().ProjectPath);

    /// <summary>Adds an app that <c>fw24 dev</c> runs on this machine.</summary>
    /// <param name="builder">The AppHost's builder.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="projectPath">The app's project or its assembly, built; a relative path starts at the AppHost's folder.</param>
    /// <returns>The builder of the resource.</returns>
    /// <remarks>
    /// The resource is healthy when the tables exist and the functions run. It is not in a manifest: in AWS, the app's stack
    /// creates tables and functions.
    /// </remarks>
    public static IResourceBuilder<Fw24AppResource> AddFw24App(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string projectPath)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(projectPath);
        var app = new Fw24AppResource(name, builder.AppHostDirectory, Path.GetFullPath(projectPath, builder.AppHostDirectory));
        return builder.AddResource(app)
            .WithHttpEndpoint(name: Fw24AppResource.DynamoDbEndpointName)
            .WithHttpEndpoint(name: Fw24AppResource.ConsoleEndpointName)
            .WithArgs(context => app.AddArguments(context.Args))
            .WithEnvironment("FW24_CONSOLE_TOKEN", app.ConsoleToken)
            .WithEnvironment(context => context.EnvironmentVariables["AWS_REGION"] = app.Region)
            .WithUrlForEndpoint(Fw24AppResource.ConsoleEndpointName, url => (url.Url, url.DisplayText) = (app.ConsolePath, "Console"))
            .WithUrlForEndpoint(Fw24AppResource.DynamoDbEndpointName, static url =>
                (url.DisplayText, url.DisplayLocation) = ("DynamoDB", UrlDisplayLocation.DetailsOnly))
            .WithSessionCheck(app)
            .WithStateCommand()
            .WithIconName("DatabaseLightning")
            .ExcludeFromManifest();
    }

    /// <summary>Starts the tool with another command than <c>fw24</c>, such as <c>dotnet tool run fw24</c>.</summary>
    /// <param name="builder">The app.</param>
    /// <param name="command">The command.</param>
    /// <param name="args">Its arguments, which come before the tool's.</param>
    /// <returns>The builder.</returns>
    public static IResourceBuilder<Fw24AppResource> WithTool(
        this IResourceBuilder<Fw24AppResource> builder, string command, params string[] args)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Resource.ToolArguments = [.. args];
        return builder.WithCommand(command);
    }

    /// <summary>
    /// Keeps tables, positions in streams, failed messages and logs in another folder than <c>.fw24</c> beside the project.
    /// </summary>
    /// <param name="builder">The app.</param>
    /// <param name="path">The folder; a relative path starts at the AppHost's folder.</param>
    /// <returns>The builder.</returns>
    public static IResourceBuilder<Fw24AppResource> WithStateFolder(this IResourceBuilder<Fw24AppResource> builder, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        builder.Resource.StateFolder = Path.GetFullPath(path, builder.ApplicationBuilder.AppHostDirectory);
        return builder;
    }

    /// <summary>Has the app and the programs that refer to it call the tables in another region than <c>eu-central-1</c>.</summary>
    /// <param name="builder">The app.</param>
    /// <param name="region">The region's name.</param>
    /// <returns>The builder.</returns>
    public static IResourceBuilder<Fw24AppResource> WithRegion(this IResourceBuilder<Fw24AppResource> builder, string region)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(region);
        builder.Resource.Region = region;
        return builder;
    }

    /// <summary>Has a program read and write the app's tables: sets the AWS SDK's endpoint, region and credentials.</summary>
    /// <typeparam name="TDestination">The program's resource.</typeparam>
    /// <param name="builder">The program.</param>
    /// <param name="app">The app.</param>
    /// <returns>The program's builder.</returns>
    /// <remarks>
    /// In publish mode it sets nothing: the deployed program uses the tables in AWS. Add <c>WaitFor(app)</c> to start the program when
    /// the tables exist.
    /// </remarks>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<Fw24AppResource> app)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(app);
        if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            return builder;
        }

        var resource = app.Resource;
        return builder
            .WithReferenceRelationship(resource)
            .WithEnvironment(context =>
            {
                var variables = context.EnvironmentVariables;
                variables["AWS_ENDPOINT_URL_DYNAMODB"] = resource.DynamoDbEndpoint;
                variables["AWS_REGION"] = resource.Region;
                variables["AWS_ACCESS_KEY_ID"] = "local";
                variables["AWS_SECRET_ACCESS_KEY"] = "local";
            });
    }

    private static IResourceBuilder<Fw24AppResource> WithSessionCheck(
        this IResourceBuilder<Fw24AppResource> builder, Fw24AppResource app)
    {
        var name = $"{app.Name}-session";
        builder.ApplicationBuilder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            name, _ => new SessionCheck(app), failureStatus: null, tags: null));
        return builder.WithHealthCheck(name);
    }
}
