using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Fw24.Generators.Analyzers;
using Fw24.Generators.Composition;
using Fw24.Generators.Emit;
using Fw24.Generators.Emit.Infrastructure;
using Fw24.Generators.Emit.Infrastructure.Manifest;
using Fw24.Generators.Model;
using Fw24.Generators.Model.Apps;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Infrastructure;
using Fw24.Generators.Model.Locks;
using Fw24.Generators.Parsing;
using Fw24.Generators.Rules;
using Fw24.Generators.Rules.Apps;

namespace Fw24.Generators;

/// <summary>Generates codecs, change records, handler bases and typed tables for entities, and the model of the app they form.</summary>
/// <remarks>
/// Wiring only: <c>Parsing</c> converts symbols to values of <c>Model</c>, which the steps exchange; <c>Rules</c> refuse some, <c>Composition</c> composes
/// apps of the others, and <c>Emit</c> prints them.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class Fw24Generator : IIncrementalGenerator
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var parsed = context.SyntaxProvider
            .ForAttributeWithMetadataName(EntityParser.AttributeName, static (node, _) => EntityParser.IsCandidate(node), EntityParser.Parse)
            .Where(static entity => entity is not null)
            .Select(static (entity, _) => EntityRules.Judge(entity!));
        var entities = parsed.Where(static entity => !entity.IsRefused).WithTrackingName(TrackingNames.Entities);
        var refused = parsed.Where(static entity => entity.IsRefused).WithTrackingName(TrackingNames.Refused);

        var projections = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                ProjectionParser.AttributeName, static (node, _) => EntityParser.IsCandidate(node), ProjectionParser.Parse)
            .Where(static projection => projection is not null)
            .Select(static (projection, _) => ProjectionRules.Judge(projection!))
            .Where(static projection => !projection.IsRefused)
            .WithTrackingName(TrackingNames.Projections);

        var handlers = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => HandlerParser.IsCandidate(node), HandlerParser.Parse)
            .Where(static handler => handler is not null)
            .Select(static (handler, _) => handler!)
            .WithTrackingName(TrackingNames.Handlers);

        var settings = context.SyntaxProvider
            .ForAttributeWithMetadataName(AssemblyParser.AttributeName, static (_, _) => true, static (context, _) => AssemblyParser.ParseApp(context))
            .Collect()
            .Select(static (settings, _) => settings.FirstOrDefault(static setting => setting is not null))
            .WithTrackingName(TrackingNames.Settings);

        var assembly = context.CompilationProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (source, _) => AssemblyParser.Parse(source.Left, source.Right))
            .WithTrackingName(TrackingNames.Assembly);

        var references = context.CompilationProvider
            .Select(MarkerParser.Parse)
            .Select(static (apps, _) => MarkerContents.Sound(apps))
            .WithTrackingName(TrackingNames.References);

        var own = entities.Select(static (entity, _) => EntitySummary.Of(entity)).Collect();
        var composition = assembly.Combine(settings).Combine(own).Combine(handlers.Collect()).Combine(references)
            .Select(static (source, _) =>
            {
                var ((((assembly, settings), own), handlers), references) = source;
                return AppComposer.Compose(assembly, settings, own, handlers, references);
            })
            .WithTrackingName(TrackingNames.Composition);
        var app = composition.Select(static (composition, _) => composition.App).WithTrackingName(TrackingNames.App);

        RegisterEmission(context, entities, refused, assembly, composition, app);
        var canCompile = assembly.Select(static (assembly, _) => assembly.CanCompile);
        var projected = projections.Combine(canCompile).Where(static source => source.Right);
        context.RegisterSourceOutput(
            projected, static (context, source) => Add(context, $"{source.Left.FileName}.Projection", ProjectionEmitter.Emit(source.Left)));

        var declaredStacks = context.SyntaxProvider.ForAttributeWithMetadataName(StackParser.AttributeName, static (node, _) => StackParser.IsCandidate(node), StackParser.Parse);
        var stacks = declaredStacks
            .Where(static stack => !RuleRegistry.Check(stack, stack.Type).Any())
            .Select(static (stack, _) => stack.Declaration)
            .Collect()
            .Select(static (stacks, _) => stacks.OrderBy(static stack => stack.Namespace, StringComparer.Ordinal).ThenBy(static stack => stack.Name, StringComparer.Ordinal).ToEquatableArray())
            .WithTrackingName(TrackingNames.Stacks);

        var infrastructure = stacks.Combine(assembly).Combine(settings).Combine(own).Combine(handlers.Collect()).Combine(references)
            .Select(static (source, _) =>
            {
                var (((((stacks, assembly), settings), own), handlers), references) = source;
                return stacks.Count is 0 ? null : InfrastructureComposer.Compose(stacks[0].Namespace, assembly, settings, own, handlers, references);
            })
            .WithTrackingName(TrackingNames.Infrastructure);
        context.RegisterSourceOutput(stacks.Combine(infrastructure), static (context, source) => Emit(context, source.Left, source.Right));

        var hasStacks = declaredStacks.Collect().Select(static (stacks, _) => !stacks.IsEmpty);
        var isUnheard = composition.Combine(refused.Collect()).Combine(hasStacks.Combine(infrastructure)).Combine(assembly)
            .Select(static (source, _) =>
            {
                var (((composition, refused), (hasStacks, infrastructure)), assembly) = source;
                return assembly.HasRuntime && (!assembly.CanCompile || IsUnheard(composition, refused, hasStacks, infrastructure));
            })
            .WithTrackingName(TrackingNames.Unheard);
        var errors = isUnheard.Combine(context.CompilationProvider).Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (source, cancellationToken) => source.Left.Left ? ProjectViolations.Of(source.Left.Right, source.Right, LockFile.None).Errors(cancellationToken) : [])
            .WithTrackingName(TrackingNames.Errors);
        context.RegisterSourceOutput(errors, static (context, errors) => Report(context, errors));
    }

    private static void RegisterEmission(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<EntityModel> entities,
        IncrementalValuesProvider<EntityModel> refused,
        IncrementalValueProvider<AssemblyModel> assembly,
        IncrementalValueProvider<AppComposition> composition,
        IncrementalValueProvider<AppModel?> app)
    {
        // Emitted code needs the runtime, which a project that uses the attributes alone lacks, and C# 12.
        var surroundings = assembly.Select(static (assembly, _) => (assembly.CanCompile, assembly.HasAttributeValues));
        var emitted = entities.Combine(surroundings).Where(static source => source.Right.CanCompile).Select(static (source, _) => (Entity: source.Left, source.Right.HasAttributeValues));
        context.RegisterSourceOutput(emitted, static (context, source) => Add(context, $"{source.Entity.FileName}.Entity", EntityEmitter.Emit(source.Entity, source.HasAttributeValues)));
        var standIns = refused.Combine(surroundings).Where(static source => source.Right.CanCompile && StandInEmitter.CanStandIn(source.Left)).Select(static (source, _) => source.Left);
        context.RegisterSourceOutput(standIns, static (context, entity) => Add(context, $"{entity.FileName}.StandIn", StandInEmitter.Emit(entity)));
        context.RegisterSourceOutput(app, static (context, app) => Emit(context, app));

        // Only on request of the build that writes the lock. What is refused would be missing in it.
        var schema = entities.Collect().Combine(refused.Collect()).Combine(composition).Combine(assembly)
            .Select(static (source, _) =>
            {
                var (((entities, refused), composition), assembly) = source;
                return assembly.WritesLock && refused.IsEmpty && !composition.IsRefused ? LockComposer.Compose(composition.App, entities) : null;
            })
            .WithTrackingName(TrackingNames.Lock);
        context.RegisterSourceOutput(schema, static (context, schema) => Emit(context, schema));
    }

    // Analyzers report violations, but do not run if declarations do not bind: handlers whose base is neither generated nor has a stand-in,
    // and partial classes of a missing stack. Then the generator reports them. The compiler merges what both report.
    private static bool IsUnheard(AppComposition composition, ImmutableArray<EntityModel> refused, bool hasStacks, InfrastructureModel? infrastructure)
        => composition.Unbound.Any(unbound => !refused.Any(entity => StandInEmitter.CanStandIn(entity) && unbound.IsOf(entity)))
            || refused.Any(static entity => !StandInEmitter.CanStandIn(entity))
            || (hasStacks && (composition.IsRefused || !refused.IsEmpty || infrastructure is null));

    private static void Report(SourceProductionContext context, ImmutableArray<Diagnostic> errors)
    {
        foreach (var error in errors)
        {
            context.ReportDiagnostic(error);
        }
    }

    private static void Emit(SourceProductionContext context, AppModel? app)
    {
        if (app is null)
        {
            return;
        }

        Add(context, app.ClassName, AppEmitter.Emit(app));
        if (app.LambdaRecords.Count > 0)
        {
            Add(context, $"{app.ClassName}.LambdaRecords", LambdaRecordsEmitter.Emit(app));
        }
    }

    private static void Emit(SourceProductionContext context, SchemaLock? schema)
    {
        if (schema is not null)
        {
            Add(context, LockEmitter.SourceName, LockEmitter.EmitSource(schema));
        }
    }

    private static void Emit(SourceProductionContext context, EquatableArray<StackDeclaration> stacks, InfrastructureModel? app)
    {
        if (app is null)
        {
            return;
        }

        // All stacks of an app share its constructs.
        foreach (var (name, code) in ConstructsEmitter.Emit(stacks, app))
        {
            Add(context, name, code);
        }
    }

    private static void Add(SourceProductionContext context, string name, string code)
        => context.AddSource($"{name}.g.cs", SourceText.From(code, s_utf8));
}
