using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Rules;

namespace Fw24.Generators.Diagnostics;

/// <summary>What analyzers report where a rule is broken.</summary>
internal static class Descriptors
{
    /// <summary>Where the rules' pages are: the build's property <c>RulePages</c>, by itself their folder in the package.</summary>
    public const string Pages = RulePages.Address;

    private static readonly Dictionary<RuleKind, DiagnosticDescriptor> s_byRule = new()
    {
        [RuleKind.TableName] = EntityDescriptors.TableName,
        [RuleKind.EmptyName] = EntityDescriptors.EmptyName,
        [RuleKind.EntityDeclaration] = EntityDescriptors.EntityDeclaration,
        [RuleKind.OnePartitionKey] = EntityDescriptors.OnePartitionKey,
        [RuleKind.OneOfEach] = EntityDescriptors.OneOfEach,
        [RuleKind.KeyType] = EntityDescriptors.KeyType,
        [RuleKind.PropertyType] = EntityDescriptors.PropertyType,
        [RuleKind.PropertySetter] = EntityDescriptors.PropertySetter,
        [RuleKind.PropertyAccess] = EntityDescriptors.PropertyAccess,
        [RuleKind.RequiredStored] = EntityDescriptors.RequiredStored,
        [RuleKind.Constructor] = EntityDescriptors.Constructor,
        [RuleKind.AttributeName] = EntityDescriptors.AttributeName,
        [RuleKind.AttributeClash] = EntityDescriptors.AttributeClash,
        [RuleKind.TimeToLiveType] = EntityDescriptors.TimeToLiveType,
        [RuleKind.VersionType] = EntityDescriptors.VersionType,
        [RuleKind.VersionStart] = EntityDescriptors.VersionStart,
        [RuleKind.VersionKey] = EntityDescriptors.VersionKey,
        [RuleKind.NameTaken] = EntityDescriptors.NameTaken,
        [RuleKind.TableValue] = EntityDescriptors.TableValue,
        [RuleKind.IndexName] = EntityDescriptors.IndexName,
        [RuleKind.IndexKey] = EntityDescriptors.IndexKey,
        [RuleKind.IndexClash] = EntityDescriptors.IndexClash,
        [RuleKind.IndexKeyType] = EntityDescriptors.IndexKeyType,
        [RuleKind.IndexProjectionValue] = EntityDescriptors.IndexProjectionValue,
        [RuleKind.WithoutTable] = EntityDescriptors.WithoutTable,
        [RuleKind.RoleWithoutTable] = EntityDescriptors.RoleWithoutTable,
        [RuleKind.NotStored] = EntityDescriptors.NotStored,
        [RuleKind.SameKey] = EntityDescriptors.SameKey,
        [RuleKind.IndexKeyNull] = EntityDescriptors.IndexKeyNull,
        [RuleKind.IndexCount] = EntityDescriptors.IndexCount,
        [RuleKind.ItemSize] = EntityDescriptors.ItemSize,
        [RuleKind.MemberStored] = EntityDescriptors.MemberStored,
        [RuleKind.SortKeyOrder] = EntityDescriptors.SortKeyOrder,
        [RuleKind.ForeignAttribute] = EntityDescriptors.ForeignAttribute,
        [RuleKind.DerivedType] = EntityDescriptors.DerivedType,
        [RuleKind.ObsoleteError] = EntityDescriptors.ObsoleteError,
        [RuleKind.StreamRange] = StreamDescriptors.StreamRange,
        [RuleKind.StreamValue] = StreamDescriptors.StreamValue,
        [RuleKind.TopicName] = StreamDescriptors.TopicName,
        [RuleKind.LatestStart] = StreamDescriptors.LatestStart,
        [RuleKind.TopicClash] = StreamDescriptors.TopicClash,
        [RuleKind.RecordSize] = StreamDescriptors.RecordSize,
        [RuleKind.AuditRange] = AuditDescriptors.AuditRange,
        [RuleKind.AuditValue] = AuditDescriptors.AuditValue,
        [RuleKind.LogGroupName] = AuditDescriptors.LogGroupName,
        [RuleKind.AuditTableName] = AuditDescriptors.AuditTableName,
        [RuleKind.AuditRegion] = AuditDescriptors.AuditRegion,
        [RuleKind.AuditOption] = AuditDescriptors.AuditOption,
        [RuleKind.AuditView] = AuditDescriptors.AuditView,
        [RuleKind.AuditBatch] = AuditDescriptors.AuditBatch,
        [RuleKind.AuditWindow] = AuditDescriptors.AuditWindow,
        [RuleKind.ActorType] = AuditDescriptors.ActorType,
        [RuleKind.SensitiveKey] = AuditDescriptors.SensitiveKey,
        [RuleKind.SensitiveShape] = AuditDescriptors.SensitiveShape,
        [RuleKind.NestedSensitive] = AuditDescriptors.NestedSensitive,
        [RuleKind.AuditKeys] = AuditDescriptors.AuditKeys,
        [RuleKind.AuditTableKeys] = AuditDescriptors.AuditTableKeys,
        [RuleKind.AuditVisibility] = AuditDescriptors.AuditVisibility,
        [RuleKind.AuditShortVisibility] = AuditDescriptors.AuditShortVisibility,
        [RuleKind.ReservedKey] = AuditDescriptors.ReservedKey,
        [RuleKind.SensitiveActor] = AuditDescriptors.SensitiveActor,
        [RuleKind.UnknownRegion] = AuditDescriptors.UnknownRegion,
        [RuleKind.EmptyIndexKey] = EntityDescriptors.EmptyIndexKey,
        [RuleKind.QueueRange] = HandlerDescriptors.QueueRange,
        [RuleKind.HandlerDeclaration] = HandlerDescriptors.HandlerDeclaration,
        [RuleKind.HandlesNothing] = HandlerDescriptors.HandlesNothing,
        [RuleKind.OnChangeName] = HandlerDescriptors.OnChangeName,
        [RuleKind.HandlerWithoutStream] = HandlerDescriptors.HandlerWithoutStream,
        [RuleKind.HandlerView] = HandlerDescriptors.HandlerView,
        [RuleKind.HandlerBatch] = HandlerDescriptors.HandlerBatch,
        [RuleKind.HandlerWindow] = HandlerDescriptors.HandlerWindow,
        [RuleKind.HandlerClash] = HandlerDescriptors.HandlerClash,
        [RuleKind.HandlerVisibility] = HandlerDescriptors.HandlerVisibility,
        [RuleKind.HandlerShortVisibility] = HandlerDescriptors.HandlerShortVisibility,
        [RuleKind.OnChangeIdle] = HandlerDescriptors.OnChangeIdle,
        [RuleKind.HandlerTime] = HandlerDescriptors.HandlerTime,
        [RuleKind.OpaqueTables] = HandlerDescriptors.OpaqueTables,
        [RuleKind.UsesTableEntity] = HandlerDescriptors.UsesTableEntity,
        [RuleKind.StrayHandlerSetting] = HandlerDescriptors.StrayHandlerSetting,
        [RuleKind.HandlerOfStranger] = HandlerDescriptors.HandlerOfStranger,
        [RuleKind.RedactedWrite] = UsageDescriptors.RedactedWrite,
        [RuleKind.RedactedRead] = UsageDescriptors.RedactedRead,
        [RuleKind.OwnTableWrite] = UsageDescriptors.OwnTableWrite,
        [RuleKind.TableOfStranger] = UsageDescriptors.TableOfStranger,
        [RuleKind.AppRange] = InfrastructureDescriptors.AppRange,
        [RuleKind.AppName] = InfrastructureDescriptors.AppName,
        [RuleKind.StackDeclaration] = InfrastructureDescriptors.StackDeclaration,
        [RuleKind.StackBase] = InfrastructureDescriptors.StackBase,
        [RuleKind.StackEmpty] = InfrastructureDescriptors.StackEmpty,
        [RuleKind.ProtectedDestroy] = InfrastructureDescriptors.ProtectedDestroy,
        [RuleKind.MarkerFormat] = InfrastructureDescriptors.MarkerFormat,
        [RuleKind.MarkerContent] = InfrastructureDescriptors.MarkerContent,
        [RuleKind.LanguageVersion] = InfrastructureDescriptors.LanguageVersion,
        [RuleKind.TableKeys] = SharedTableDescriptors.TableKeys,
        [RuleKind.TableStream] = SharedTableDescriptors.TableStream,
        [RuleKind.TableAudit] = SharedTableDescriptors.TableAudit,
        [RuleKind.TableConflict] = SharedTableDescriptors.TableConflict,
        [RuleKind.EntityClash] = SharedTableDescriptors.EntityClash,
        [RuleKind.DiscriminatorClash] = SharedTableDescriptors.DiscriminatorClash,
        [RuleKind.KeyAttributeTypes] = SharedTableDescriptors.KeyAttributeTypes,
    };

    /// <summary>All of them, in the order of their ids.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [.. s_byRule.Values.OrderBy(static descriptor => descriptor.Id, StringComparer.Ordinal)];

    /// <summary>What is reported where a rule is broken.</summary>
    public static DiagnosticDescriptor Of(RuleKind rule) => s_byRule[rule];

    /// <summary>What is reported of one subject, in the order of the ids.</summary>
    public static ImmutableArray<DiagnosticDescriptor> Of(string category) => [.. All.Where(descriptor => descriptor.Category == category)];
}
