//! What a schema says about itself is not in its text.

/// The fields with which the library answers questions about the schema.
pub(super) const INTROSPECTION: &str = "
    type __Schema {
        description: String
        types: [__Type!]!
        queryType: __Type!
        mutationType: __Type
        subscriptionType: __Type
        directives: [__Directive!]!
    }
    type __Type {
        kind: __TypeKind!
        name: String
        description: String
        fields(includeDeprecated: Boolean! = false): [__Field!]
        interfaces: [__Type!]
        possibleTypes: [__Type!]
        enumValues(includeDeprecated: Boolean! = false): [__EnumValue!]
        inputFields(includeDeprecated: Boolean! = false): [__InputValue!]
        ofType: __Type
        specifiedByURL: String
        isOneOf: Boolean
    }
    enum __TypeKind { SCALAR OBJECT INTERFACE UNION ENUM INPUT_OBJECT LIST NON_NULL }
    type __Field {
        name: String!
        description: String
        args(includeDeprecated: Boolean! = false): [__InputValue!]!
        type: __Type!
        isDeprecated: Boolean!
        deprecationReason: String
    }
    type __InputValue {
        name: String!
        description: String
        type: __Type!
        defaultValue: String
        isDeprecated: Boolean!
        deprecationReason: String
    }
    type __EnumValue {
        name: String!
        description: String
        isDeprecated: Boolean!
        deprecationReason: String
    }
    type __Directive {
        name: String!
        description: String
        locations: [__DirectiveLocation!]!
        args(includeDeprecated: Boolean! = false): [__InputValue!]!
        isRepeatable: Boolean!
    }
    enum __DirectiveLocation {
        QUERY MUTATION SUBSCRIPTION FIELD FRAGMENT_DEFINITION FRAGMENT_SPREAD
        INLINE_FRAGMENT VARIABLE_DEFINITION SCHEMA SCALAR OBJECT FIELD_DEFINITION
        ARGUMENT_DEFINITION INTERFACE UNION ENUM ENUM_VALUE INPUT_OBJECT
        INPUT_FIELD_DEFINITION
    }
    type __Root {
        __schema: __Schema!
        __type(name: String!): __Type
    }
    directive @skip(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
    directive @include(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT";

/// The type that holds the entries to it.
pub(super) const ENTRIES: &str = "__Root";

/// The scalars of GraphQL itself.
pub(super) const SCALARS: [&str; 5] = ["Int", "Float", "String", "Boolean", "ID"];

/// The field that every object, interface and union has.
pub(super) const TYPENAME: &str = "__typename";
